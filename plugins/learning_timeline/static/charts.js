// @ts-check
/**
 * Draws the page's charts. Each figure holds its data as a JSON island, and its title, sentence and table as text; this script loads
 * plotly.js when the first chart comes near the screen, puts the theme's colours in, and answers the controls. It works from file://
 * and under a policy that allows the site's own scripts alone.
 */
"use strict";

(() => {
  /** @typedef {Record<string, any>} Attributes */
  /** @typedef {{traces: Attributes[], layout: Attributes, share: Attributes, key: [number, string][]}} Measure */
  /** @typedef {{data: Attributes[], layout: Attributes, narrow: Attributes, measures: Record<string, Measure>, tokens: Record<string, string>}} Data */
  /** @typedef {{figure: HTMLElement, box: HTMLElement, plot: HTMLElement, data: Data, isDrawn: boolean, isNarrow: boolean}} Chart */

  const NARROW = 640;
  const CONFIG = {
    displaylogo: false,
    showSendToCloud: false,
    doubleClick: "reset",
    modeBarButtons: [["resetScale2d", "toImage"]],
  };
  const source = document.currentScript?.dataset.plotly ?? "";

  /** @type {Promise<any> | undefined} */
  let loading;
  /** plotly.js, asked for once. */
  const plotly = () =>
    (loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => resolve(/** @type {any} */ (window).Plotly);
      script.onerror = () => reject(new Error(`${source} could not be loaded`));
      document.head.append(script);
    }));

  const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  /**
   * Any CSS colour in the notation that Plotly reads.
   * @param {string} colour
   */
  function rgba(colour) {
    if (!pixel) return colour;
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha = 255] = pixel.getImageData(0, 0, 1, 1).data;
    return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
  }

  /**
   * The theme's colours by the placeholders that the figure holds.
   * @param {Chart} chart
   */
  function themeOf({ figure, data }) {
    const probe = document.createElement("span");
    figure.append(probe);
    const pairs = Object.entries(data.tokens).map(([placeholder, name]) => {
      probe.style.color = `var(--chart-${name})`;
      return /** @type {[string, string]} */ ([placeholder, rgba(getComputedStyle(probe).color)]);
    });
    probe.remove();
    return new Map(pairs);
  }

  /**
   * A copy of a value with the theme's colours in place of their placeholders.
   * @param {any} value
   * @param {Map<string, string>} theme
   * @returns {any}
   */
  function themed(value, theme) {
    if (typeof value === "string") return value.replace(/rgb\([^)]*\)/g, (colour) => theme.get(colour) ?? colour);
    if (Array.isArray(value)) return value.map((item) => themed(item, theme));
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, themed(item, theme)]));
  }

  /**
   * Sets attributes given by paths such as "yaxis.range" or "annotations[3].y"; a path into an absent element of a list is left out.
   * @param {Attributes} target
   * @param {Attributes} changes
   */
  function patch(target, changes) {
    for (const [path, value] of Object.entries(changes)) {
      const names = path.split(/[.[\]]+/);
      const last = names.pop() ?? "";
      /** @type {any} */
      let at = target;
      for (const name of names) at = Array.isArray(at) ? at[Number(name)] : at && (at[name] ??= {});
      if (at) at[last] = value;
    }
  }

  /** @param {Chart} chart */
  const measureOf = ({ figure, data }) => data.measures[figure.querySelector("select")?.value ?? "posts"];

  /** @param {Chart} chart */
  async function draw(chart) {
    const Plotly = await plotly();
    const { figure, box, plot, data } = chart;
    const theme = themeOf(chart);
    const measure = measureOf(chart);
    const layout = themed(data.layout, theme);
    layout.data = data.data.map((trace, index) => ({ ...themed(trace, theme), ...measure?.traces[index] }));
    if (measure) patch(layout, measure.layout);
    if (measure && figure.querySelector("[name=share]:checked")) {
      patch(layout, measure.share);
      for (const trace of layout.data) {
        if (trace.stackgroup) trace.groupnorm = "percent";
        trace.hovertemplate = "%{y:.0f} %";
      }
    }
    chart.isNarrow = figure.clientWidth < NARROW;
    if (chart.isNarrow) patch(layout, themed(data.narrow, theme));
    layout.height = plot.clientHeight;
    layout.font.family = layout.hoverlabel.font.family = getComputedStyle(figure).fontFamily;
    const traces = layout.data;
    delete layout.data;
    await Plotly.react(plot, traces, layout, { ...CONFIG, displayModeBar: layout.dragmode ? "hover" : false });
    if (!chart.isDrawn && layout.meta?.focus) box.scrollLeft = layout.meta.focus * plot.clientWidth - box.clientWidth / 2;
    chart.isDrawn = true;
    figure.dataset.drawn = "";
  }

  /**
   * Draws a chart; if that fails, says so, since the table is still there.
   * @param {Chart} chart
   */
  const show = (chart) =>
    draw(chart).catch((problem) => {
      console.warn("A chart was not drawn:", problem);
      const note = document.createElement("p");
      note.className = "chart-failed";
      note.textContent = "The picture could not be drawn here. The table below has all of its numbers.";
      chart.plot.removeAttribute("role");
      chart.plot.replaceChildren(note);
    });

  /**
   * The meaning of the colours follows the measure.
   * @param {Chart} chart
   */
  function explain(chart) {
    const items = (measureOf(chart)?.key ?? []).map(([level, meaning]) => {
      const item = document.createElement("li");
      item.className = `density-${level}`;
      item.textContent = meaning;
      return item;
    });
    chart.figure.querySelector(".chart-key")?.replaceChildren(...items);
  }

  /** @type {Map<Element, Chart>} */
  const charts = new Map();
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const chart = charts.get(target);
      if (!chart?.isDrawn) continue;
      if (chart.isNarrow !== chart.figure.clientWidth < NARROW) void show(chart);
      else void plotly().then(({ Plots }) => Plots.resize(target));
    }
  });
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const chart = charts.get(target);
        if (!chart || !isIntersecting) continue;
        near.unobserve(target);
        void show(chart).then(() => sizes.observe(target));
      }
    },
    { rootMargin: "400px" },
  );

  for (const figure of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("figure.chart"))) {
    const box = /** @type {HTMLElement | null} */ (figure.querySelector(".chart-box"));
    const plot = /** @type {HTMLElement | null} */ (figure.querySelector(".chart-plot"));
    const text = figure.querySelector("script.chart-data")?.textContent;
    if (!box || !plot || !text) continue;
    const chart = { figure, box, plot, data: JSON.parse(text), isDrawn: false, isNarrow: false };
    charts.set(plot, chart);
    near.observe(plot);
    const controls = /** @type {HTMLElement | null} */ (figure.querySelector(".chart-controls"));
    if (!controls) continue;
    controls.hidden = false;
    controls.addEventListener("change", () => {
      explain(chart);
      void show(chart);
    });
  }

  const recolour = () => charts.forEach((chart) => chart.isDrawn && void show(chart));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-theme", "class"] });
})();
