// @ts-check
// In: a page that `invoke serve` shows. Out: the page again when it has changed, and what only the author sees: what is wrong,
// and the way to the drafts.

/** @typedef {{ problems: string[], remarks: string[], drafts: { title: string, url: string }[] }} State */

(() => {
  const shown = document.currentScript?.dataset.version ?? "";

  async function reloadIfChanged() {
    const answer = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    if (answer.headers.get("ETag") !== `"${shown}"`) location.reload();
  }

  /**
   * @param {string} name
   * @param {Partial<CSSStyleDeclaration>} style
   * @param {(string | Node)[]} children
   */
  function element(name, style, children) {
    const made = document.createElement(name);
    Object.assign(made.style, style);
    made.append(...children);
    return made;
  }

  /** @param {State} state */
  function panel({ problems, remarks, drafts }) {
    const said = [...problems, ...remarks];
    document.getElementById("serve-panel")?.remove();
    if (!said.length && !drafts.length) return;
    const made = element(
      "aside",
      {
        position: "fixed",
        right: "0.75rem",
        bottom: "0.75rem",
        maxWidth: "min(48rem, calc(100vw - 1.5rem))",
        maxHeight: "60vh",
        overflow: "auto",
        zIndex: "1000",
        padding: "0.5rem 0.75rem",
        borderRadius: "0.5rem",
        font: "0.875rem/1.5 system-ui, sans-serif",
        color: "#fff",
        background: problems.length ? "#8c1d18" : remarks.length ? "#6b4a00" : "#333",
      },
      [],
    );
    made.id = "serve-panel";
    made.setAttribute("role", said.length ? "alert" : "status");
    if (said.length) {
      const lines = element("pre", { whiteSpace: "pre-wrap", margin: "0.25rem 0 0", color: "inherit", background: "none" }, [
        said.join("\n"),
      ]);
      made.append(element("strong", {}, [
        problems.length ? "This is the last version without problems." : "Shown as well as can be:",
      ]), lines);
    }
    if (drafts.length) {
      const link = element("a", { color: "inherit" }, [drafts.length === 1 ? "1 draft" : `${drafts.length} drafts`]);
      link.setAttribute("href", "/drafts/");
      made.append(link);
    }
    document.body.append(made);
  }

  const changes = new EventSource("/-/events");
  changes.addEventListener("message", (event) => {
    panel(JSON.parse(event.data));
    void reloadIfChanged();
  });
  // Without this a page that waits behind another one would hold one of the few connections that a browser makes to a host.
  addEventListener("pagehide", () => changes.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
