// @ts-check
/**
 * A figure in, files out, which can be kept and sent by themselves: a picture with title, sentence, key, the picture as it is seen, and below it
 * up to which day its numbers go, whose they are and under which licence; and the numbers. It comes when a file is asked for.
 */
"use strict";

(() => {
  const site = window.learningTimeline;
  const NAMES = "http://www.w3.org/2000/svg";
  const EDGE = 24;
  /** What a shape looks like, as its style has it. */
  const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-dasharray", "opacity", "vector-effect", "font-size", "font-family", "font-weight", "text-anchor"];
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

  /** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
  function made(name, attributes, text = "") {
    const one = document.createElementNS(NAMES, name);
    for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, typeof value === "number" ? String(Math.round(value * 10) / 10) : value);
    one.textContent = text;
    return one;
  }

  /** @param {Element} element */
  const isSeen = (element) => {
    const { display, visibility } = getComputedStyle(element);
    return display !== "none" && visibility !== "hidden" && element.getClientRects().length > 0;
  };

  /** A colour that shows something. @param {string} colour */
  const isInk = (colour) => colour !== "transparent" && !/[,/] ?0\)$/.test(colour);

  /**
   * A drawing with the looks that the page's style gives it, where it is seen.
   * @param {SVGSVGElement} svg
   * @param {DOMRect} box
   */
  function drawing(svg, box) {
    const at = svg.getBoundingClientRect();
    const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
    const twins = copy.querySelectorAll("*");
    svg.querySelectorAll("*").forEach((shape, place) => {
      const style = getComputedStyle(shape);
      for (const look of LOOKS) twins[place].setAttribute(look, style.getPropertyValue(look));
      if (style.display === "none") twins[place].setAttribute("display", "none");
    });
    for (const [name, value] of Object.entries({ x: at.x - box.x, y: at.y - box.y, width: at.width, height: at.height })) copy.setAttribute(name, String(value));
    copy.setAttribute("overflow", getComputedStyle(svg).overflow);
    return copy;
  }

  /**
   * What a style draws of an element: its ground, its edges above, below and at its left, and what stands before it, such as a leader.
   * @param {Element} element
   * @param {DOMRect} box
   */
  function boxesOf(element, box) {
    const style = getComputedStyle(element);
    const at = element.getBoundingClientRect();
    const [x, y] = [at.x - box.x, at.y - box.y];
    const found = [];
    if (isInk(style.backgroundColor)) found.push(made("rect", { x, y, width: at.width, height: at.height, rx: parseFloat(style.borderRadius) || 0, fill: style.backgroundColor }));
    if (parseFloat(style.borderTopWidth) && isInk(style.borderTopColor)) found.push(made("path", { d: `M${x} ${y}h${at.width}`, stroke: style.borderTopColor }));
    if (parseFloat(style.borderBottomWidth) && isInk(style.borderBottomColor)) found.push(made("path", { d: `M${x} ${y + at.height}h${at.width}`, stroke: style.borderBottomColor }));
    if (parseFloat(style.borderLeftWidth) && isInk(style.borderLeftColor)) found.push(made("path", { d: `M${x} ${y}v${at.height}`, stroke: style.borderLeftColor }));
    const before = getComputedStyle(element, "::before");
    if (before.position === "absolute" && before.content !== "none" && isInk(before.backgroundColor)) {
      const [left, top, width, height] = [before.left, before.top, before.width, before.height].map(parseFloat);
      if ([left, top, width, height].every(Number.isFinite)) found.push(made("rect", { x: x + left, y: y + top, width, height, fill: before.backgroundColor }));
    }
    return found;
  }

  /** A text as it is seen: what has no room ends with three dots. @param {Element} label @param {DOMRect} box */
  function labelOf(label, box) {
    const at = label.getBoundingClientRect();
    const style = getComputedStyle(label);
    const inset = parseFloat(style.paddingLeft) || 0;
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const said = (label.textContent ?? "").trim().replace(/\s+/g, " ");
    const text = style.textOverflow === "ellipsis" ? cut(said, at.width) : said;
    return made("text", { x: at.x - box.x + inset, y: at.y - box.y + at.height * 0.76, fill: style.color, "font-size": style.fontSize, "font-family": style.fontFamily, "font-weight": style.fontWeight }, text);
  }

  /** @param {string} text @param {number} width */
  function cut(text, width) {
    if (pen.measureText(text).width <= width + 1) return text;
    let kept = text;
    while (kept && pen.measureText(`${kept}…`).width > width) kept = kept.slice(0, -1);
    return `${kept.trimEnd()}…`;
  }

  /** A picture of the page's own. @param {HTMLElement} picture */
  function pictureOf(picture) {
    const box = picture.getBoundingClientRect();
    const group = made("g", {});
    for (const element of picture.querySelectorAll("*")) {
      if (!isSeen(element)) continue;
      if (element instanceof SVGSVGElement) group.append(...boxesOf(element, box), drawing(element, box));
      else if (element instanceof HTMLElement) {
        // Controls, and what a screen reader alone is told, are no part of a picture.
        if (element.closest("button, label, select, form, p, .lt-hidden, .chart-key, .compare-key")) continue;
        group.append(...boxesOf(element, box));
        if (!element.children.length && element.textContent?.trim()) group.append(labelOf(element, box));
      }
    }
    return { group, width: box.width, height: box.height };
  }

  /** What plotly.js drew, as a part of the picture. @param {string} svg */
  function parsed(svg) {
    const root = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (new DOMParser().parseFromString(svg, "image/svg+xml").documentElement));
    return { group: root, width: parseFloat(root.getAttribute("width") ?? "0"), height: parseFloat(root.getAttribute("height") ?? "0") };
  }

  /** The meanings of colours, with their colours. @param {HTMLElement} figure */
  function keysOf(figure) {
    return /** @type {HTMLElement[]} */ ([...figure.querySelectorAll(".chart-key:not([hidden]) li, .compare-key:first-of-type li")]).map((item) => {
      const mark = getComputedStyle(item, "::before");
      const isOpen = !isInk(mark.backgroundColor);
      return { text: item.textContent ?? "", fill: isOpen ? "none" : mark.backgroundColor, stroke: isOpen ? mark.borderTopColor : "none", isRound: mark.borderRadius === "50%" };
    });
  }

  /**
   * The whole picture.
   * @param {HTMLElement} figure
   * @param {string | null} plotted what plotly.js drew; null for a picture of the page's own
   */
  function framed(figure, plotted) {
    const picture = /** @type {HTMLElement} */ (figure.querySelector(".chart-picture"));
    const { group, width, height } = plotted === null ? pictureOf(picture) : parsed(plotted);
    const style = getComputedStyle(figure);
    const [ink, soft] = [style.color, getComputedStyle(figure.querySelector(".chart-details") ?? figure).color];
    const family = style.fontFamily;
    const whole = width + 2 * EDGE;
    const parts = [];
    let y = EDGE;
    /** @param {string} text @param {number} size @param {string} colour @param {string} weight */
    const write = (text, size, colour, weight = "400") => {
      pen.font = `${weight} ${size}px ${family}`;
      for (const line of linesOf(pen, text, width)) {
        y += size * 1.35;
        parts.push(made("text", { x: EDGE, y: y - size * 0.3, fill: colour, "font-size": size, "font-family": family, "font-weight": weight }, line));
      }
    };
    write(figure.querySelector(".chart-title-text")?.textContent ?? "", 22, ink, "600");
    write(figure.querySelector(".chart-sentence")?.textContent ?? "", 15, ink);
    y += 10;
    if (plotted === null) group.setAttribute("transform", `translate(${EDGE} ${y})`);
    else for (const [name, value] of Object.entries({ x: EDGE, y })) group.setAttribute(name, String(value));
    parts.push(group);
    y += height + 10;
    const keys = keysOf(figure);
    const of = figure.querySelector(".chart-key:not([hidden])")?.getAttribute("data-of");
    if (keys.length) {
      pen.font = `400 14px ${family}`;
      let x = EDGE;
      y += 20;
      if (of) {
        parts.push(made("text", { x, y, fill: soft, "font-size": 14, "font-family": family }, `${of}:`));
        x += pen.measureText(`${of}:`).width + 14;
      }
      for (const { text, fill, stroke, isRound } of keys) {
        const room = pen.measureText(text).width + 36;
        if (x + room > whole - EDGE && x > EDGE) [x, y] = [EDGE, y + 22];
        parts.push(made("rect", { x: x + 1, y: y - 11, width: 12, height: 12, rx: isRound ? 6 : 0, fill, stroke, "stroke-width": 2 }));
        parts.push(made("text", { x: x + 20, y, fill: soft, "font-size": 14, "font-family": family }, text));
        x += room;
      }
      y += 8;
    }
    y += 6;
    write([figure.dataset.until, site.source].filter(Boolean).join(" · "), 13, soft);
    const paper = getComputedStyle(document.body).backgroundColor;
    const svg = made("svg", { xmlns: NAMES, width: whole, height: y + EDGE - 8, viewBox: `0 0 ${Math.round(whole * 10) / 10} ${Math.round((y + EDGE - 8) * 10) / 10}` });
    svg.append(made("rect", { width: "100%", height: "100%", fill: isInk(paper) ? paper : "white" }), ...parts);
    return new XMLSerializer().serializeToString(svg);
  }

  /**
   * @param {string} name
   * @param {Blob} blob
   */
  function save(name, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  /**
   * As the files under /data/: a text that a spreadsheet would take for a formula gets an apostrophe.
   * @param {{columns: string[], names: string[], rows: (string | number)[][]}} drawing
   */
  function csvOf({ columns, names, rows }) {
    const safe = (/** @type {string | number} */ cell) => (typeof cell === "string" && /^(?:[=@\t\r]|[+-](?![\d.,]+%?$))/.test(cell) ? `'${cell}` : String(cell));
    const quoted = (/** @type {string | number} */ cell) => (/[",\n]/.test(safe(cell)) ? `"${safe(cell).replace(/"/g, '""')}"` : safe(cell));
    return `${[[...columns, ...names], ...rows].map((row) => row.map(quoted).join(",")).join("\n")}\n`;
  }

  /**
   * @param {string} svg
   * @returns {Promise<Blob>}
   */
  function pngOf(svg) {
    return new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => {
        const canvas = document.createElement("canvas");
        canvas.width = image.width * 2;
        canvas.height = image.height * 2;
        canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large"))));
      };
      image.onerror = () => reject(new Error("the picture could not be read"));
      image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    });
  }

  site.exporting = { framed, save, csvOf, pngOf };
})();
