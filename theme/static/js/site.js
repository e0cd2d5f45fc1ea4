// @ts-check
// In: a page that is whole without this. Out: the switch between light and dark, a key that leads to the search, a button that
// copies a block of code, and wide code, tables and formulas that the keyboard can reach and scroll.

/** A message in the page's language, which words.js has where that is not English. @param {string} message */
const gettext = (message) => window.learningTimelineWords?.messages[message] ?? message;

/** @typedef {"auto" | "light" | "dark"} Scheme */

/** @type {Record<Scheme, { next: Scheme, says: string }>} */
const SCHEMES = {
  auto: { next: "light", says: gettext("Colours: as the system") },
  light: { next: "dark", says: gettext("Colours: light") },
  dark: { next: "auto", says: gettext("Colours: dark") },
};

/** @returns {Scheme} */
function scheme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "auto";
}

/** @param {Scheme} chosen */
function choose(chosen) {
  const root = document.documentElement;
  if (chosen === "auto") delete root.dataset.theme;
  else root.dataset.theme = chosen;
  try {
    if (chosen === "auto") localStorage.removeItem("theme");
    else localStorage.setItem("theme", chosen);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

/** @param {HTMLButtonElement} button */
function startSwitch(button) {
  const say = () => {
    button.title = SCHEMES[scheme()].says;
    button.setAttribute("aria-label", button.title);
  };
  button.addEventListener("click", () => {
    choose(SCHEMES[scheme()].next);
    say();
  });
  say();
  button.hidden = false;
}

// A button whose words change is not read out again; what stands here is.
const said = document.createElement("p");
said.className = "said";
said.setAttribute("role", "status");

/** @param {HTMLElement} block */
function addCopy(block) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = gettext("Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(block.querySelector("code")?.textContent ?? "");
      button.textContent = gettext("Copied");
    } catch {
      button.textContent = gettext("Not allowed here");
    }
    said.textContent = button.textContent;
    setTimeout(() => {
      button.textContent = gettext("Copy");
      said.textContent = "";
    }, 2000);
  });
  block.append(button);
}

const button = document.querySelector(".theme-switch");
if (button instanceof HTMLButtonElement) startSwitch(button);
// One key leads to the search from anywhere, except where keys write.
const search = document.querySelector('a[aria-keyshortcuts="/"]');
if (search instanceof HTMLAnchorElement) {
  addEventListener("keydown", (event) => {
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const writes = target.isContentEditable || target.matches("input, select, textarea");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || writes) return;
    event.preventDefault();
    const field = document.querySelector(".lt-search input:enabled");
    if (field instanceof HTMLInputElement && field.checkVisibility()) field.select();
    else location.href = search.href;
  });
}
// Browsers offer the clipboard in secure pages only.
if (navigator.clipboard) {
  for (const block of document.querySelectorAll(".highlight")) if (block instanceof HTMLElement) addCopy(block);
  if (document.querySelector(".copy")) document.body.append(said);
}

// A formula is copied as its LaTeX, which it holds; browsers copy its signs alone, one after the other.
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection || !selection.rangeCount || !event.clipboardData) return;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const within = (around instanceof Element ? around : around.parentElement)?.closest("math");
  const copied = range.cloneContents();
  const formulas = within ? [within] : [...copied.querySelectorAll("math")];
  if (!formulas.some((formula) => formula.querySelector("annotation"))) return;
  const latex = (/** @type {Element} */ formula) => {
    const sign = formula.getAttribute("display") === "block" ? "$$" : "$";
    return sign + (formula.querySelector("annotation")?.textContent ?? formula.textContent) + sign;
  };
  const text = document.createElement("div");
  if (within) text.textContent = latex(within);
  else {
    for (const formula of formulas) formula.replaceWith(latex(formula));
    text.append(copied);
  }
  text.style.cssText = "position: fixed; left: -100vw; white-space: pre-wrap";
  document.body.append(text);
  event.clipboardData.setData("text/plain", text.innerText);
  event.clipboardData.setData("text/html", text.innerHTML);
  text.remove();
  event.preventDefault();
});

// Not every browser lets the keyboard into a box that scrolls; one that does not scroll is no place to stop at.
const watched = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight + 1) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});
for (const box of document.querySelectorAll("pre, .math, .prose .table")) watched.observe(box);
