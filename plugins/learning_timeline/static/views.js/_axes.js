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
 * An axis of time from one day to another, half a year at least, with a little room at its ends.
 * @param {ViewContext} context
 * @param {number} first
 * @param {number} last
 */
function timeRange({ data, isNarrow }, first, last) {
  const end = Math.max(last, first + HALF_A_YEAR);
  const room = (end - first) * data.limits.room;
  const ends = [Math.floor(first - room), Math.floor(end + room)];
  return { end, room, axis: { "xaxis.range": ends.map(calendar.iso), ...timeTicks(first, end, isNarrow, isNarrow ? 5 : data.limits.ticks) } };
}

/** @param {ViewContext} context */
const selectedTime = (context) => timeRange(context, context.selection.from, context.selection.to).axis;

/**
 * An axis of rows, the first on top.
 * @param {ViewContext} context
 * @param {{name: string}[]} rows
 * @param {number} [middle] where in its row a mark stands, from its lower end
 */
const rowAxis = (context, rows, middle = 0.5) => ({
  "yaxis.range": [rows.length - middle, middle - 1],
  "yaxis.tickvals": rows.map((_, row) => row),
  "yaxis.ticktext": rows.map(({ name }) => labelOf(context, name)),
});

/** @param {number} top */
const wholeTicks = (top) => (top <= 4 ? 1 : null);

/** @param {string} axis @param {number} top */
const countAxis = (axis, top) => ({
  [`${axis}.range`]: [0, rounded(top * 1.12, 2) || 1],
  [`${axis}.tickformat`]: top < 10_000 ? ",d" : "~s",
  [`${axis}.dtick`]: wholeTicks(top),
});

/**
 * A bar for each row, the first on top.
 * @param {ViewContext} context
 * @param {{value: number, name: string, colour: string, said: string}[]} rows
 * @param {string} unit
 */
function bars(context, rows, unit) {
  const most = Math.max(0, ...rows.map(({ value }) => value));
  return {
    traces: rows.length ? [{ role: "bar", rows: rows.map((bar, row) => ({ ...bar, row })) }] : [],
    layout: {
      "xaxis.title.text": unit,
      "xaxis.range": [0, rounded(most * 1.04, 2) || 1],
      "xaxis.dtick": wholeTicks(most),
      ...rowAxis(context, rows),
    },
    height: rows.length * 22 + 48,
  };
}
