// @ts-check
/** Attributes of axes, and the horizontal bars that two views are. */

/**
 * Ticks on the first days of years, or of months in a short time.
 * @param {number} from
 * @param {number} to
 * @param {boolean} isNarrow
 * @param {number} [most] ticks
 */
function timeTicks(from, to, isNarrow, most = isNarrow ? 5 : 13) {
  const years = (to - from) / 365.25;
  if (years <= 3) {
    const step = [1, 2, 3, 6, 12].find((step) => (years * 12) / step <= most) ?? 12;
    return { "xaxis.tick0": "2000-01-01", "xaxis.dtick": `M${step}`, "xaxis.tickformat": "%b\n%Y" };
  }
  const step = [1, 2, 5, 10, 20, 50].find((step) => years / step <= most) ?? 50;
  return { "xaxis.tick0": "2000-01-01", "xaxis.dtick": `M${12 * step}`, "xaxis.tickformat": "%Y" };
}

/**
 * The window on an axis of time with a little room at its ends.
 * @param {ViewContext} context
 * @param {number} pad
 */
function timeRange({ selection, isNarrow }, pad) {
  const end = Math.max(selection.to, selection.from + HALF_A_YEAR);
  const room = (end - selection.from) * pad;
  const ends = [Math.floor(selection.from - room), Math.floor(end + room)];
  return { "xaxis.range": ends.map(calendar.iso), ...timeTicks(selection.from, end, isNarrow) };
}

/** @param {number} top */
const wholeTicks = (top) => (top <= 4 ? 1 : null);

/** @param {string} axis @param {number} top */
const countAxis = (axis, top) => ({
  [`${axis}.range`]: [0, rounded(top * 1.12, 2) || 1],
  [`${axis}.tickformat`]: top < 10_000 ? ",d" : "~s",
  [`${axis}.dtick`]: wholeTicks(top),
});

/**
 * @param {number[]} values
 * @param {string[]} labels
 * @param {string[]} colours
 * @param {string[]} said
 * @param {string} unit
 */
const bars = (values, labels, colours, said, unit) => ({
  traces: values.length ? [{ role: "bar", x: values, y: values.map((_, row) => row), "marker.color": colours, customdata: said }] : [],
  layout: {
    "xaxis.title.text": unit,
    "xaxis.range": [0, rounded(Math.max(0, ...values) * 1.04, 2) || 1],
    "xaxis.dtick": wholeTicks(Math.max(0, ...values)),
    "yaxis.range": [values.length - 0.5, -0.5],
    "yaxis.tickvals": values.map((_, row) => row),
    "yaxis.ticktext": labels,
  },
  height: values.length * 22 + 48,
});
