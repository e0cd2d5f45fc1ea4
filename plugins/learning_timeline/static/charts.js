// @ts-check
/**
 * Draws the page's charts. Each figure holds its data as a JSON island, and its title, sentence and table as text; this script loads
 * plotly.js when the first chart comes near the screen, puts the theme's colours in, and answers the controls. On the timeline page the
 * values of a chart come from a view, for what is selected. It works from file:// and under a policy that allows the site's own scripts
 * alone.
 */
"use strict";

(() => {
  /**
   * @typedef {{figure: HTMLElement, plot: HTMLElement | null, still: Element | null, data: ChartData | null,
   *   texts: {title: string, sentence: string}, isDrawn: boolean, isNarrow: boolean, isNear: boolean,
   *   isWanted: boolean, isStale: boolean, isTold: boolean, drawnAt: number,
   *   drawing: (Drawing & {columns: string[], names: string[]}) | null, themed: ChartData | null}} Chart
   */
  const site = (window.learningTimeline ??= /** @type {any} */ ({}));
  const NARROW = 640;
  /** A table in the page has as many rows as one that Python writes; the file has all of them. */
  const MOST_ROWS = 1000;
  /** What the colours of a calendar count, by measure. @type {Record<string, string>} */
  const A_DAY = { posts: _("posts a day"), words: _("words a day"), revisions: _("revisions a day") };
  const PAPER = 700;
  let isPaper = false;
  const CONFIG = { displayModeBar: false, displaylogo: false, showSendToCloud: false, doubleClick: false, ...(SPOKEN.plotly ? { locale: SPOKEN.lang } : {}) };
  const { plotly: source = "", source: credit = "" } = document.currentScript?.dataset ?? {};
  const own = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ?? "";
  site.source = credit;

  /** plotly.js, in the page's language; its basic bundle has no heatmap. */
  async function plotly() {
    await Promise.all([loaded(source), source.includes("plotly-basic") && loaded(new URL("cells.js", own).href)]);
    if (SPOKEN.plotly) window.Plotly.register(SPOKEN.plotly);
    return window.Plotly;
  }

  // ── The theme's colours ───────────────────────────────────────────────────────────────────────────────────

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

  /** @type {Map<string, string>} */
  const colours = new Map();
  /**
   * The theme's colours by the placeholders that figures hold; the same for the whole page.
   * @param {Chart} chart
   */
  function themeOf({ figure, data }) {
    if (colours.size || !data) return colours;
    const probe = document.createElement("span");
    figure.append(probe);
    for (const [placeholder, name] of Object.entries(data.tokens)) {
      probe.style.color = `var(--chart-${name})`;
      colours.set(placeholder, rgba(getComputedStyle(probe).color));
    }
    probe.remove();
    return colours;
  }

  /**
   * A copy of a value with the theme's colours in place of their placeholders.
   * @param {any} value
   * @returns {any}
   */
  function themed(value) {
    if (typeof value === "string") return value.replace(/rgb\([^)]*\)/g, (colour) => colours.get(colour) ?? colour);
    if (Array.isArray(value)) return value.map(themed);
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, themed(item)]));
  }

  /**
   * Sets attributes given by paths such as "yaxis.range".
   * @param {Attributes} target
   * @param {Attributes} changes
   */
  function patch(target, changes) {
    for (const [path, value] of Object.entries(changes)) {
      const names = path.split(".");
      const last = names.pop() ?? "";
      let at = target;
      for (const name of names) at = at[name] = { ...at[name] };
      at[last] = value;
    }
    return target;
  }

  // ── Drawing ───────────────────────────────────────────────────────────────────────────────────────────────

  /** @param {Chart} chart */
  const measureOf = ({ figure, data }) => data?.measures[figure.querySelector("select")?.value ?? "posts"];

  /**
   * A figure whose numbers are all in its island, for the measure that is chosen in it.
   * @param {Chart} chart
   * @param {ChartData} data
   */
  function written(chart, data) {
    const layout = patch({ ...data.layout }, chart.isNarrow ? data.narrow : {});
    const measure = measureOf(chart);
    return { traces: (data.data ?? []).map((trace, index) => ({ ...trace, ...measure?.traces[index] })), layout };
  }

  /**
   * A figure whose values a view works out, for what is selected.
   * @param {Chart} chart
   * @param {ChartData} data
   */
  function computed(chart, data) {
    const drawing = /** @type {Drawing} */ (chart.drawing);
    const layout = patch({ ...data.layout }, chart.isNarrow ? data.narrow : {});
    const traces = drawing.traces.map(({ role, ...values }) => {
      const inColour = Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? themed(value) : value]);
      return site.filled(data.looks?.[role], Object.fromEntries(inColour));
    });
    // What the view says of a narrow picture stands above what the page says of all.
    return { traces, layout: patch(layout, themed(drawing.layout)) };
  }

  /** What the page's own pictures, and charts with nothing to draw, have no island for. @type {ChartData} */
  const NOTHING = {
    layout: {},
    narrow: {},
    measures: {},
    tokens: {},
    limits: { rows: 0, marks: 0, months: 0, fewest: 0, label: 0, narrow_label: 0, room: 0, ticks: 0 },
    marks: {},
  };

  /** @param {Chart} chart @returns {ViewContext | null} */
  function contextOf(chart) {
    const context = site.context?.();
    const chosen = chart.figure.querySelector("select")?.value ?? "";
    return context ? { ...context, isNarrow: chart.isNarrow, chosen, data: chart.data ?? NOTHING } : null;
  }

  /** @param {Chart} chart */
  async function draw(chart) {
    const { figure, plot, data } = chart;
    chart.isStale = false;
    // It comes while the numbers do.
    if (plot && data) void plotly().catch(String);
    await reckon(chart);
    if (plot && data) await show(chart, plot, data);
    figure.querySelector(".chart-failed")?.remove();
    chart.isDrawn = true;
    chart.drawnAt = performance.now();
    figure.dataset.drawn = "";
  }

  /**
   * What a view works out for the selection, and its words; the page's own pictures are drawn by that.
   * @param {Chart} chart
   */
  async function reckon(chart) {
    chart.isTold = true;
    chart.isNarrow = chart.figure.clientWidth < NARROW;
    if (!isComputed(chart)) return;
    await site.loadViews?.();
    const view = viewOf(chart);
    if (!view) return;
    chart.drawing = null;
    // Which files a view needs can depend on what one of them says.
    for (let context = contextOf(chart); context; context = contextOf(chart)) {
      const missing = (view.needs?.(context) ?? []).filter((name) => !isLoaded(name));
      if (!missing.length) return tell(chart, view.draw(context));
      await Promise.all(missing.map(site.load));
    }
  }

  /**
   * Whether a chart follows the selection: its values come from a view, which may not be loaded yet.
   * @param {Chart} chart
   */
  const isComputed = ({ plot, data }) => Boolean(site.context) && (plot ? Boolean(data?.looks) : true);

  /**
   * The view of a computed chart, or of a picture of the page's own.
   * @param {Chart} chart
   * @returns {View | undefined}
   */
  function viewOf({ figure, data }) {
    const picture = site.pictures?.[figure.id];
    if (!picture) return !data || data.looks ? site.views?.[figure.id] : undefined;
    return {
      needs: ({ selection }) => (selection.measure === "posts" ? [] : ["amounts"]),
      draw: (context) => ({ ...picture(context, figure), traces: [], layout: {} }),
    };
  }

  /** @param {string} name */
  function isLoaded(name) {
    const facts = site.facts();
    if (name === "amounts" || name === "world" || name === "resources") return Boolean(facts[name]);
    return name.replace("titles-", "") in facts.titles;
  }

  /**
   * @param {Chart} chart
   * @param {HTMLElement} plot
   * @param {ChartData} data
   */
  async function show(chart, plot, data) {
    const Plotly = await plotly();
    const { figure } = chart;
    // Meanwhile another selection may have begun to be worked out.
    if (data.looks && site.context && !chart.drawing) return;
    themeOf(chart);
    chart.themed ??= themed({ ...data, tokens: {} });
    const inColour = /** @type {ChartData} */ (chart.themed);
    const { traces, layout } = data.looks ? computed(chart, inColour) : written(chart, inColour);
    if (chart.drawing?.height) for (const name of ["height", "narrow-height"]) figure.style.setProperty(`--chart-${name}`, `${chart.drawing.height}px`);
    layout.height = plot.clientHeight;
    const isBrushed = Boolean(site.choose && data.looks && layout.dragmode === "zoom" && !chart.isNarrow);
    // Where there is little room, a finger scrolls the page.
    if (isBrushed || chart.isNarrow) layout.dragmode = false;
    plot.toggleAttribute("data-brushed", isBrushed);
    const config = { ...CONFIG, showAxisDragHandles: !isBrushed, ...data.config };
    // How wide paper is, no page is told.
    if (isPaper) layout.width = PAPER;
    layout.font = { ...layout.font, family: getComputedStyle(figure).fontFamily };
    layout.hoverlabel = { ...layout.hoverlabel, font: { ...layout.hoverlabel?.font, family: layout.font.family } };
    // One that is drawn anew has forgotten who listens.
    const isNew = !plot.classList.contains("js-plotly-plot");
    const drawn = traces.map((trace) => (site.cells && trace.type === "heatmap" ? site.cells(trace, layout, layout.width ?? plot.clientWidth) : trace));
    await Plotly.react(plot, drawn, layout, config);
    compare(chart);
    placeStill(chart);
    if (isNew && data.looks) listen(chart, plot);
  }

  /**
   * Draws a window: a strip follows the hand, and is the selection when it lets go; Escape takes it back. Plotly's own zoom would draw the
   * chart first, and it looks for what lies under the hand at each move and when it lets go: so it learns only of a press that draws nothing.
   * @param {any} plot
   */
  function brush(plot) {
    const strip = document.createElement("div");
    strip.className = "chart-brush";
    let isPressed = false;
    /** @param {{target: EventTarget | null, button?: number}} event @returns {Element | null} */
    const areaOf = ({ target, button }) => (!button && target instanceof Element && plot.hasAttribute("data-brushed") ? target.closest(".nsewdrag") : null);
    // Those that are passed on below are not the hand's own.
    const keep = (/** @type {MouseEvent} */ event) => event.isTrusted && areaOf(event) && event.stopPropagation();
    for (const type of ["mousedown", "touchstart"]) plot.addEventListener(type, keep, { capture: true, passive: true });
    plot.addEventListener("mousemove", (/** @type {MouseEvent} */ event) => isPressed && event.stopPropagation(), true);
    plot.addEventListener("pointerdown", (/** @type {PointerEvent} */ pressed) => {
      const area = areaOf(pressed);
      if (!area || !pressed.isPrimary) return;
      const { pointerId, clientX: begin } = pressed;
      const { left, right, top, height } = area.getBoundingClientRect();
      const around = plot.parentElement.getBoundingClientRect();
      const axis = plot._fullLayout.xaxis;
      const drag = new AbortController();
      isPressed = true;
      /** @param {PointerEvent} event */
      const ends = ({ clientX }) => [begin, Math.min(Math.max(clientX, left), right)].sort((a, b) => a - b);
      const end = () => {
        drag.abort();
        isPressed = false;
        strip.remove();
      };
      const move = (/** @type {PointerEvent} */ event) => {
        if (event.pointerId !== pointerId) return;
        // Where a menu has opened meanwhile, nobody says that the hand let go.
        if (!event.buttons) {
          stop(event);
          return;
        }
        const [from, to] = ends(event);
        Object.assign(strip.style, { left: `${from - around.left}px`, width: `${to - from}px`, top: `${top - around.top}px`, height: `${height}px` });
        // A hand that shakes while it clicks draws no window.
        if (to - from > 5) plot.after(strip);
      };
      const stop = (/** @type {PointerEvent} */ event) => {
        if (event.pointerId !== pointerId) return;
        const isDrawn = strip.isConnected;
        end();
        if (event.type !== "pointerup") return;
        if (isDrawn) {
          const days = ends(event).map((at) => site.calendar.dayOf(new Date(axis.p2c(at - left)).toISOString().slice(0, 10)));
          site.choose?.(/** @type {[number, number]} */ (days));
        } else {
          const { clientX, clientY } = event;
          for (const type of ["mousedown", "mouseup"]) area.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX, clientY }));
        }
      };
      addEventListener("pointermove", move, drag);
      addEventListener("pointerup", stop, drag);
      addEventListener("pointercancel", stop, drag);
      addEventListener("keydown", ({ key }) => key === "Escape" && end(), drag);
    });
  }

  /**
   * A window that is drawn in a chart is everybody's; a bar chooses its year or topic, a mark leads to its post.
   * @param {Chart} chart
   * @param {any} plot
   */
  function listen(chart, plot) {
    plot.on("plotly_doubleclick", () => site.choose?.(null));
    plot.on("plotly_legendclick", () => false);
    plot.on("plotly_legenddoubleclick", () => false);
    plot.on("plotly_click", (/** @type {Attributes} */ { points: [point] }) => {
      const target = chart.drawing?.targets?.[point.pointNumber];
      if (target !== undefined && point.data.meta !== "mark") site.pick?.(target);
      if (point.data.meta === "mark" && typeof point.customdata === "string") {
        location.href = site.pageAt(`${document.querySelector("[data-root]")?.getAttribute("data-root") ?? ""}${point.customdata}`);
      }
    });
  }

  /**
   * Whether what is shown is the whole journal by its posts, and by the first choice of a figure: of that the page itself has the words.
   * @param {HTMLElement} [figure]
   */
  function isAsWritten(figure) {
    const context = site.context?.();
    if ((figure?.querySelector("select")?.selectedIndex ?? 0) > 0) return false;
    return !context || (context.isWhole && context.selection.measure === "posts" && !context.selection.share);
  }

  /**
   * Whether the still picture of the page shows what is asked for; one that does not is hidden.
   * @param {Chart} chart
   */
  function compare({ figure, plot }) {
    const isAsStill = isAsWritten(figure);
    plot?.toggleAttribute("data-differs", !isAsStill);
    return isAsStill;
  }

  /**
   * The still picture stands where the plot is not drawn, and on paper, whose width and colours it has.
   * @param {Chart} chart
   */
  function placeStill({ plot, still }) {
    if (!plot || !still) return;
    if (plot.classList.contains("js-plotly-plot") && !isPaper && !matchMedia("print").matches) still.remove();
    else if (still.parentElement !== plot) plot.prepend(still);
  }

  // ── Words beside the picture ──────────────────────────────────────────────────────────────────────────────

  /** @type {Drawing} */
  const UNKNOWN = { traces: [], layout: {}, sentence: "", columns: [], rows: [] };
  /**
   * The title and sentence of what is drawn: Python's for the whole journal, else the view's.
   * @param {Chart} chart
   * @param {Drawing} drawing
   */
  function tell(chart, drawing) {
    chart.drawing = drawing === UNKNOWN ? null : { columns: chart.data?.columns ?? [], names: [], ...drawing };
    chart.isTold = true;
    compare(chart);
    const { figure, texts } = chart;
    const isWhole = isAsWritten(isComputed(chart) ? figure : undefined);
    const sentence = figure.querySelector(".chart-sentence");
    const title = figure.querySelector(".chart-title-text");
    const subject = figure.querySelector(".chart-subject");
    if (sentence) sentence.textContent = isWhole ? texts.sentence : drawing.sentence;
    if (title) title.textContent = isWhole ? texts.title : (drawing.title ?? subject?.textContent ?? texts.title);
    subject?.classList.toggle("is-hidden", !isWhole);
    explain(figure, drawing.key ?? [], drawing.keyOf ?? "");
    figure.toggleAttribute("data-unknown", drawing === UNKNOWN);
    figure.querySelector(".chart-failed")?.remove();
    const table = figure.querySelector(".chart-table");
    if (table?.closest("details")?.open) fillTable(chart);
  }

  /**
   * The meaning of the colours.
   * @param {HTMLElement} figure
   * @param {[number, string][]} key
   * @param {string} of
   */
  function explain(figure, key, of) {
    const list = /** @type {HTMLElement | null} */ (figure.querySelector(".chart-key"));
    if (!list) return;
    const items = key.map(([level, meaning]) => {
      const item = document.createElement("li");
      item.className = `density-${level}`;
      item.textContent = meaning;
      return item;
    });
    list.replaceChildren(...items);
    list.hidden = !items.length;
    list.dataset.of = of;
    list.setAttribute("aria-label", _("What the colours mean: %(subject)s", { subject: of }));
  }

  /** The table that the page holds for readers without scripts. @param {HTMLElement} figure */
  function tableOf(figure) {
    const html = figure.querySelector(".chart-table noscript")?.textContent ?? "";
    return new DOMParser().parseFromString(html, "text/html").querySelector("table");
  }

  /**
   * The table that the page holds for readers without scripts, or that of the selection; made when it is looked at.
   * @param {Chart} chart
   */
  function fillTable({ figure, drawing }) {
    const place = /** @type {HTMLElement | null} */ (figure.querySelector(".chart-table"));
    // The milestones stand in the page as a list of their own.
    if (!place) return;
    const written = tableOf(figure);
    place.querySelector("table")?.remove();
    if (written && (isAsWritten(figure) || !drawing)) place.append(document.adoptNode(written));
    else if (drawing) {
      // Files have the names of columns in English, pages in their own language.
      const columns = [...drawing.columns.map((name) => _(name)), ...drawing.names];
      place.append(tableWith(place.dataset.caption ?? "", columns, drawing.rows.slice(0, MOST_ROWS)));
      tellMore(figure, drawing.rows.length - MOST_ROWS);
    }
  }

  /**
   * The sentence that the file goes on stands in the page where the whole journal has so many rows.
   * @param {HTMLElement} figure
   * @param {number} rows
   */
  function tellMore(figure, rows) {
    const more = /** @type {HTMLElement | null} */ (figure.querySelector(".chart-more"));
    if (!more) return;
    more.hidden = rows <= 0;
    more.textContent = ngettext("The CSV file has %(num)s more row.", "The CSV file has %(num)s more rows.", rows);
  }

  // ── Taking it away ────────────────────────────────────────────────────────────────────────────────────────

  /** What makes files of pictures and numbers comes when one is asked for. */
  async function exporting() {
    await loaded(new URL("export.js", own).href);
    return /** @type {Exporting} */ (site.exporting);
  }

  /**
   * The picture as it is drawn now, with its words, as the text of an SVG file.
   * @param {Chart} chart
   */
  async function svgOf(chart) {
    const { figure, plot } = chart;
    const { framed } = await exporting();
    if (!plot || !chart.data) return framed(figure, null);
    const Plotly = await plotly();
    const { data, layout } = /** @type {any} */ (plot);
    const paper = getComputedStyle(document.body).backgroundColor;
    const size = { width: plot.clientWidth, height: plot.clientHeight };
    const url = await Plotly.toImage({ data, layout: { ...layout, paper_bgcolor: rgba(paper), ...size } }, { format: "svg", ...size });
    return framed(figure, decodeURIComponent(url.slice(url.indexOf(",") + 1)));
  }

  /** @param {Chart} chart */
  function offer(chart) {
    const { figure } = chart;
    const name = figure.id;
    const how = figure.querySelector(".chart-files");
    if (!how || how.querySelector("button")) return;
    for (const format of ["SVG", "PNG"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = format;
      button.addEventListener("click", async () => {
        const svg = await svgOf(chart);
        const { save, pngOf } = await exporting();
        if (format === "SVG") save(`${name}.svg`, new Blob([svg], { type: "image/svg+xml" }));
        else save(`${name}.png`, await pngOf(svg));
      });
      how.append(button);
    }
    how.querySelector("a")?.addEventListener("click", async (event) => {
      // The file that lies beside the page holds the whole; of a selection it is made here, unless there is nothing to make it of.
      if (isAsWritten() || !isComputed(chart) || !(chart.data || figure.querySelector(".chart-picture"))) return;
      event.preventDefault();
      if (!chart.isTold || !chart.drawing) await safely(chart, reckon);
      const { save, csvOf } = await exporting();
      if (chart.drawing?.columns.length) save(`${name}.csv`, new Blob([csvOf(chart.drawing)], { type: "text/csv" }));
    });
  }

  // ── When to draw ──────────────────────────────────────────────────────────────────────────────────────────

  /** @type {Map<Element, Chart>} */
  const charts = new Map();

  /**
   * Draws a chart, or only tells its numbers; if that fails, says so, since the table is there if the numbers are, and the still picture if
   * it shows what is asked for. The timeline has its tables on another page, so that there they come with the numbers.
   * @param {Chart} chart
   * @param {(chart: Chart) => Promise<void>} [how]
   */
  const safely = (chart, how = draw) =>
    how(chart).catch((problem) => {
      console.warn("A chart was not drawn:", problem);
      const { figure, plot } = chart;
      figure.querySelector(".chart-failed")?.remove();
      const note = document.createElement("p");
      note.className = "chart-failed";
      const isKnown = !isComputed(chart) || isAsWritten() || chart.drawing;
      if (!isKnown) tell(chart, UNKNOWN);
      const hasNumbers = !isComputed(chart) || chart.drawing || tableOf(figure);
      const numbers = isKnown && hasNumbers ? _("The table below has all the numbers.") : _("Its numbers could not be loaded.");
      note.textContent = `${_("The picture could not be drawn here.")} ${numbers}`;
      const box = plot?.parentElement ?? figure.querySelector(".chart-picture");
      plot?.querySelector(".plot-container")?.remove();
      plot?.classList.remove("js-plotly-plot");
      placeStill(chart);
      if (compare(chart) && plot) note.textContent = `${_("This is a still picture: the script that makes it interactive did not run.")} ${numbers}`;
      box?.after(note);
    });

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const chart = charts.get(target);
      if (!target.isConnected) {
        charts.delete(target);
        for (const observer of [sizes, near, far]) observer.unobserve(target);
      }
      if (!chart?.isDrawn || !chart.plot || !target.isConnected) continue;
      const isOther = chart.isNarrow !== chart.figure.clientWidth < NARROW;
      void Promise.resolve(isOther && safely(chart))
        .then(plotly)
        .then(({ Plots }) => chart.plot?.isConnected && Plots.resize(chart.plot));
    }
  });
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const chart = charts.get(target);
        if (!chart) continue;
        chart.isNear = isIntersecting;
        chart.isWanted ||= isIntersecting;
        // What failed is tried again when it is looked at again.
        chart.isStale ||= isIntersecting && Boolean(chart.figure.querySelector(".chart-failed"));
      }
      void work();
    },
    { rootMargin: "300px" },
  );

  /** What has gone far away stands still again, if it has a still: a page of many plots is slow to lay out, and hundreds of elements each. */
  const far = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const chart = charts.get(target);
        if (isIntersecting || !chart?.plot) continue;
        // What was passed before its turn came is drawn when it is near again.
        chart.isWanted = false;
        if (!chart.isDrawn) continue;
        window.Plotly.purge(chart.plot);
        chart.plot.classList.remove("js-plotly-plot");
        delete chart.figure.dataset.drawn;
        Object.assign(chart, { isDrawn: false, isStale: true });
        placeStill(chart);
      }
    },
    { rootMargin: "1500px" },
  );

  const PAUSE = 150;
  let isWorking = false;
  /** While the hand moves, no chart is drawn, which would hold it up. */
  let isMoving = false;
  (site.followers ??= []).push((moves) => (isMoving = moves));
  let asked = -PAUSE;
  /** Draws what is near and not as it should be: one chart a frame, so that the page answers meanwhile; what is seen first. */
  async function work() {
    if (isWorking) return;
    isWorking = true;
    for (;;) {
      const [next] = [...charts.values()]
        .filter(({ isNear, isWanted, isDrawn, isStale }) => isStale && (isNear || (isWanted && !isDrawn)))
        .sort((a, b) => Number(isSeen(b)) - Number(isSeen(a)) || a.drawnAt - b.drawnAt);
      // The words of what is far away follow as well: who prints, or searches in the page, meets them.
      const chart = next ?? [...charts.values()].find(({ isTold }) => !isTold);
      if (!chart) break;
      // What is not seen can wait until the selection has been the same for a while.
      const canWait = !(next && (!next.isDrawn || isSeen(next))) && performance.now() - asked < PAUSE;
      if (isMoving || canWait) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
        continue;
      }
      const isFirst = !chart.isDrawn;
      await safely(chart, next ? draw : reckon);
      // Paper does not wait for a script.
      if (!next && chart.plot) void plotly().catch(String);
      if (isFirst && next) sizes.observe(chart.figure);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    isWorking = false;
  }

  /** @param {Chart} chart */
  function isSeen({ figure }) {
    const { top, bottom } = figure.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }

  site.startCharts = (root) => {
    findPaper();
    for (const figure of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("figure.chart"))) {
      if (charts.has(figure)) continue;
      const text = figure.querySelector("script.chart-data")?.textContent;
      const plot = /** @type {HTMLElement | null} */ (figure.querySelector(".chart-plot"));
      /** @type {Chart} */
      const chart = {
        figure,
        plot,
        still: plot?.querySelector(".chart-still") ?? null,
        data: text ? JSON.parse(text) : null,
        texts: {
          title: figure.querySelector(".chart-title-text")?.textContent ?? "",
          sentence: figure.querySelector(".chart-sentence")?.textContent ?? "",
        },
        isDrawn: false,
        isNarrow: false,
        isNear: false,
        isWanted: false,
        isStale: true,
        isTold: isAsWritten(),
        drawnAt: 0,
        drawing: null,
        themed: null,
      };
      charts.set(figure, chart);
      const focus = chart.data?.layout.meta?.focus;
      const box = plot?.parentElement;
      if (box && focus) box.scrollLeft = focus * plot.clientWidth - box.clientWidth / 2;
      figure.querySelector("details")?.addEventListener("toggle", () => {
        // A chart that follows the selection has its table from its view, in its turn.
        if (!chart.drawing && isComputed(chart)) chart.isTold = false;
        else fillTable(chart);
        void work();
        offer(chart);
      });
      // The page's own pictures are drawn already, for the whole journal.
      if (!plot && isAsWritten()) Object.assign(chart, { isDrawn: true, isStale: false });
      if (plot || isComputed(chart)) near.observe(figure);
      if (chart.still) far.observe(figure);
      if (plot) brush(plot);
      const controls = /** @type {HTMLElement | null} */ (figure.querySelector(".chart-controls"));
      if (!controls) continue;
      controls.hidden = false;
      controls.addEventListener("change", () => {
        explain(figure, measureOf(chart)?.key ?? [], A_DAY[figure.querySelector("select")?.value ?? ""] ?? "");
        void safely(chart);
      });
    }
  };

  site.redraw = () => {
    for (const chart of charts.values()) if (isComputed(chart)) Object.assign(chart, { isStale: true, isTold: false });
    asked = performance.now();
    void work();
  };

  // A print is of the selection, wherever in the page the reader is. Of what is loaded all is drawn before the paper is laid out.
  addEventListener("beforeprint", () => {
    isPaper = true;
    for (const chart of charts.values()) {
      placeStill(chart);
      const isFollowing = isComputed(chart);
      // What is far away may be drawn no more, and its still does not show what was chosen in it.
      const isDue = chart.isDrawn ? isFollowing && (!isAsWritten() || chart.isStale) : !isAsWritten(chart.figure);
      if (!isDue) continue;
      if (isFollowing && !chart.isTold) tell(chart, UNKNOWN);
      void safely(chart, chart.plot && !window.Plotly ? reckon : draw);
    }
  });

  /** What covers others needs an opaque ground; a theme that names none by `--paper` has that which is seen behind the page. */
  function findPaper() {
    for (const page of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".lt"))) {
      // Where it names one, nobody reads this, and the whole page would get its style anew.
      if (getComputedStyle(page).getPropertyValue("--paper")) continue;
      /** @type {Element | null} */
      let behind = page;
      while (behind && !rgba(getComputedStyle(behind).backgroundColor).endsWith(" 1)")) behind = behind.parentElement;
      page.style.setProperty("--lt-paper", behind ? getComputedStyle(behind).backgroundColor : "Canvas");
    }
  }

  function recolour() {
    findPaper();
    colours.clear();
    for (const chart of charts.values()) {
      placeStill(chart);
      chart.themed = null;
      if (chart.isDrawn && chart.plot) void safely(chart);
    }
  }
  addEventListener("afterprint", () => {
    isPaper = false;
    recolour();
  });
  for (const query of ["(prefers-color-scheme: dark)", "print"]) matchMedia(query).addEventListener("change", recolour);
  new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-theme", "class"] });
  // The scripts of the timeline page come after this one, so that its selection is known when charts start.
  if (document.readyState === "complete") site.startCharts(document);
  else document.addEventListener("DOMContentLoaded", () => site.startCharts(document));
})();
