export default {
  title: "Notes on entropy",
  root: "pages",
  pages: [{name: "Surprise", path: "/surprise"}]
};
