// @ts-check
/**
 * In: a figure of cells, as `density_steps` in Python writes a heatmap. Out: the same as an image of the cells, and a point in each, which
 * draws nothing and says what the cell holds. The basic bundle of plotly.js, a fifth lighter than that with heatmaps, draws both.
 */
"use strict";

(() => {
  const site = window.learningTimeline;

  /** A place on an axis as a number. @param {number | string} value */
  const numberOf = (value) => (typeof value === "number" ? value : Date.parse(value));

  /** Where cells around these values begin and end: halfway to their neighbours; a cell alone is as long as a row, or a day. @param {number[]} values @param {number} unit */
  function edgesOf(values, unit) {
    const last = values.length - 1;
    const [before, after] = last ? [values[1] - values[0], values[last] - values[last - 1]] : [unit, unit];
    const between = values.slice(1).map((value, at) => (values[at] + value) / 2);
    return [values[0] - before / 2, ...between, values[last] + after / 2];
  }

  /** The colour of a step in a scale that has two equal ends for each. @param {[number, string][]} scale @param {number} share */
  const colourOf = (scale, share) => (scale.find(([at], end) => end % 2 && share < at) ?? scale[scale.length - 1])[1];

  /**
   * @param {Attributes} trace a heatmap
   * @param {Attributes} layout
   * @param {number} width of the plot, in CSS pixels
   */
  function cells(trace, layout, width) {
    const { z, text, customdata, hovertemplate, meta, colorscale, zmin, zmax, xgap, ygap } = trace;
    // Where no places are told, they are counted.
    const { x = [...z[0].keys()], y = [...z.keys()] } = trace;
    const isTime = typeof x[0] === "string";
    const [xs, ys] = [x, y].map((values) => values.map(numberOf));
    const [columns, rows] = [edgesOf(xs, isTime ? 86_400_000 : 1), edgesOf(ys, 1)];
    const { margin, height, xaxis, yaxis } = layout;
    // CSS pixels of a unit.
    const [across, down] = [
      (width - margin.l - margin.r) / Math.abs(numberOf(xaxis.range[1]) - numberOf(xaxis.range[0])),
      (height - margin.t - margin.b) / Math.abs(yaxis.range[1] - yaxis.range[0]),
    ];
    const [wide, high] = [columns[xs.length] - columns[0], rows[ys.length] - rows[0]];
    // Twice as fine, for screens that are.
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(Math.round(2 * wide * across), 1);
    canvas.height = Math.max(Math.round(2 * high * down), 1);
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const [left, top] = [columns.map((at) => Math.round(((at - columns[0]) / wide) * canvas.width)), rows.map((at) => Math.round(((at - rows[0]) / high) * canvas.height))];
    /** @type {{x: any[], y: any[], text: any[], customdata: any[]}} */
    const points = { x: [], y: [], text: [], customdata: [] };
    z.forEach((/** @type {(number | null)[]} */ levels, /** @type {number} */ row) =>
      levels.forEach((level, column) => {
        if (level === null) return;
        pen.fillStyle = colourOf(colorscale, (level - zmin) / (zmax - zmin));
        pen.fillRect(left[column] + xgap, top[row] + ygap, Math.max(left[column + 1] - left[column] - 2 * xgap, 1), Math.max(top[row + 1] - top[row] - 2 * ygap, 1));
        points.x.push(x[column]);
        points.y.push(y[row]);
        points.text.push(text?.[row][column]);
        points.customdata.push(customdata[row][column]);
      }),
    );
    const image = { source: canvas.toDataURL(), xref: "x", yref: "y", sizing: "stretch", sizex: wide, sizey: high, layer: "above", xanchor: "left", yanchor: "top" };
    const at = { x: isTime ? new Date(columns[0]).toISOString() : columns[0], y: rows[0] };
    layout.images = [...(layout.images ?? []), { ...image, ...at }];
    // As far as a corner is from the middle of its cell.
    layout.hoverdistance = Math.ceil(Math.hypot((wide * across) / xs.length, (high * down) / ys.length) / 2);
    return { type: "scatter", mode: "none", hoveron: "points", meta, hovertemplate, ...points };
  }

  site.cells = cells;
})();
