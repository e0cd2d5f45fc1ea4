// The same kinds of page as the other contenders: each post, home, an archive, each topic, each year, a feed.
module.exports = (config) => {
  const newestFirst = (api) => api.getFilteredByGlob("content/posts/**/*.md").reverse();
  const by = (key) => (api) => {
    const groups = new Map();
    for (const post of newestFirst(api)) {
      const name = String(key(post));
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(post);
    }
    return [...groups].map(([name, posts]) => ({ name, posts }));
  };
  config.addCollection("post", newestFirst);
  config.addCollection("topic", by((post) => post.data.category));
  config.addCollection("ofYear", by((post) => post.date.getUTCFullYear()));
  config.addFilter("day", (date) => new Date(date).toISOString().slice(0, 10));
  config.addGlobalData("layout", "post.njk");
  config.addGlobalData("permalink", () => (data) =>
    data.slug ? `posts/${new Date(data.page.date).toISOString().slice(0, 7).replace("-", "/")}/${data.slug}/index.html` : data.address);
  return { dir: { input: "content", includes: "../_includes", output: "output" }, markdownTemplateEngine: false };
};
