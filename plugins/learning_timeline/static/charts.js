// @ts-check
/**
 * Draws the page's charts. Facts come from the page: each figure holds its data as a JSON island, and has its title, sentence and table
 * in the HTML. This script loads plotly.js when the first chart comes near the screen, puts the theme's colours in, and answers the controls.
 * It works from file:// and under a policy that allows scripts of the site alone.
 */
"use strict";

(() => {
  /** @typedef {Record<string, any>} Attributes */
  /** @typedef {{traces: Attributes[], layout: Attributes, share: Attributes, key: [number, string][]}} Measure */
  /**
   * @typedef {{data: Attributes[], layout: Attributes, narrow: Attributes, measures: Record<string, Measure>, tokens: Record<string, string>}} Data
   */
  /** @typedef {{react: (plot: Element, data: Attributes[], layout: Attributes, config: Attributes) => Promise<void>, Plots: {resize: (plot: Element) => void}}} Plotly */
  /** @typedef {{figure: HTMLElement, plot: HTMLElement, data: Data, drawnNarrow: boolean | null}} Chart */

  const NARROW = 640;
  const CONFIG = {
    displaylogo: false,
    showSendToCloud: false,
    responsive: false,
    doubleClick: "reset",
    modeBarButtons: [["resetScale2d", "toImage"]],
  };
  const source = document.currentScript?.dataset.plotly ?? "";

  /** @type {Promise<Plotly> | undefined} */
  let loading;
  /** plotly.js, asked for once. */
  function plotly() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => resolve(/** @type {any} */ (window).Plotly);
      script.onerror = () => reject(new Error(`${source} could not be loaded`));
      document.head.append(script);
    });
    return loading;
  }

  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pixel = canvas.getContext("2d", { willReadFrequently: true });
  /**
   * Any CSS colour as the rgba() that Plotly reads; the pixel of a canvas knows them all.
   * @param {string} colour
   */
  function rgba(colour) {
    if (!pixel) return colour;
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
    return `rgba(${red}, ${green}, ${blue}, ${(alpha ?? 255) / 255})`;
  }

  /**
   * The theme's colours by the placeholders that the figure holds.
   * @param {HTMLElement} figure
   * @param {Record<string, string>} tokens
   */
  function theme(figure, tokens) {
    const probe = document.createElement("span");
    figure.append(probe);
    /** @type {Map<string, string>} */
    const colours = new Map();
    for (const [placeholder, name] of Object.entries(tokens)) {
      probe.style.color = `var(--chart-${name})`;
      colours.set(placeholder, rgba(getComputedStyle(probe).color));
    }
    probe.remove();
    return colours;
  }

  /**
   * A copy of a value with the theme's colours in place of its placeholders.
   * @param {any} value
   * @param {Map<string, string>} colours
   * @returns {any}
   */
  function coloured(value, colours) {
    if (typeof value === "string") return colours.get(value) ?? value.replace(/rgb\([^)]*\)/g, (one) => colours.get(one) ?? one);
    if (Array.isArray(value)) return value.map((item) => coloured(item, colours));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, coloured(item, colours)]));
    }
    return value;
  }

  /**
   * Sets attributes given by dotted paths, such as "yaxis.range" or "annotations[3].y".
   * @param {Attributes} layout
   * @param {Attributes} changes
   */
  function patch(layout, changes) {
    for (const [path, value] of Object.entries(changes)) {
      const names = path.split(/[.[\]]+/).filter(Boolean);
      const last = names.pop() ?? "";
      /** @type {any} */
      let at = layout;
      for (const name of names) at = at?.[name] ?? (at ? (at[name] = {}) : undefined);
      if (at) at[last] = value;
    }
  }

  /**
   * @param {Chart} chart
   * @param {Plotly} Plotly
   */
  function draw(chart, Plotly) {
    const { figure, plot, data } = chart;
    const colours = theme(figure, data.tokens);
    const measure = data.measures[chosen(figure) ?? Object.keys(data.measures)[0] ?? ""];
    const share = figure.querySelector("input[name=share]:checked") !== null;
    const narrow = figure.clientWidth < NARROW;
    const layout = coloured(data.layout, colours);
    const traces = data.data.map((trace, index) => {
      const changed = { ...coloured(trace, colours), ...measure?.traces[index] };
      if (share && changed.stackgroup) changed.groupnorm = "percent";
      if (share) changed.hovertemplate = "%{y:.0f} %";
      return changed;
    });
    if (measure) patch(layout, measure.layout);
    if (measure && share) patch(layout, measure.share);
    if (narrow) patch(layout, coloured(data.narrow, colours));
    layout.height = plot.clientHeight;
    layout.font.family = getComputedStyle(figure).getPropertyValue("--font-ui") || "system-ui, sans-serif";
    chart.drawnNarrow = narrow;
    return Plotly.react(plot, traces, layout, CONFIG);
  }

  /** @param {HTMLElement} figure */
  function chosen(figure) {
    return figure.querySelector("select")?.value;
  }

  /**
   * Draws a chart again; if that fails, says so, since the table is still there.
   * @param {Chart} chart
   */
  async function show(chart) {
    try {
      await draw(chart, await plotly());
      chart.figure.dataset.drawn = "true";
    } catch (problem) {
      console.warn("The chart was not drawn:", problem);
      const note = document.createElement("p");
      note.className = "chart-failed";
      note.textContent = "The picture could not be drawn here. The table below has all of its numbers.";
      chart.plot.removeAttribute("role");
      chart.plot.replaceChildren(note);
    }
  }

  /**
   * The meaning of the colours follows the measure.
   * @param {Chart} chart
   */
  function explain({ figure, data }) {
    const key = data.measures[chosen(figure) ?? ""]?.key ?? [];
    const list = figure.querySelector(".chart-key");
    if (!list || !key.length) return;
    list.replaceChildren(
      ...key.map(([level, meaning]) => {
        const item = document.createElement("li");
        item.className = `density-${level}`;
        item.textContent = meaning;
        return item;
      }),
    );
  }

  /** @type {Chart[]} */
  const charts = [];
  for (const figure of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("figure.chart"))) {
    const plot = /** @type {HTMLElement | null} */ (figure.querySelector(".chart-plot"));
    const text = figure.querySelector("script.chart-data")?.textContent;
    if (plot && text) charts.push({ figure, plot, data: JSON.parse(text), drawnNarrow: null });
  }

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const chart = charts.find(({ plot }) => plot === target);
      if (chart?.figure.dataset.drawn !== "true") continue;
      if (chart.drawnNarrow === chart.figure.clientWidth < NARROW) void plotly().then(({ Plots }) => Plots.resize(chart.plot));
      else void show(chart);
    }
  });
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const chart = charts.find(({ plot }) => plot === target);
        if (!chart || !isIntersecting) continue;
        near.unobserve(target);
        void show(chart).then(() => sizes.observe(target));
      }
    },
    { rootMargin: "400px" },
  );
  for (const chart of charts) {
    near.observe(chart.plot);
    const controls = /** @type {HTMLElement | null} */ (chart.figure.querySelector(".chart-controls"));
    if (!controls) continue;
    controls.hidden = false;
    controls.addEventListener("change", () => {
      explain(chart);
      void show(chart);
    });
  }

  const recolour = () => charts.filter(({ figure }) => figure.dataset.drawn === "true").forEach((chart) => void show(chart));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-theme", "class"] });
})();
