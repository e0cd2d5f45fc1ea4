module.exports = { siteMetadata: { title: "Notes" } };
