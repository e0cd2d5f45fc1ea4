// @ts-check
// In: the choice that a reader made earlier. Out: `data-theme` on <html>, before anything is painted, so that nothing flashes.
// A file of its own because it must run before the page is drawn, and the page holds no inline script.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage may be forbidden; then the system's scheme holds.
}
