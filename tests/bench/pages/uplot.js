// The four pictures by uPlot; cells and marks are painted on its canvas, as its own demonstrations do.
"use strict";

const size = { width: 1200, height: 400 };
const chart = (id, options, data) => {
  const made = new uPlot({ ...size, legend: { show: false }, cursor: { drag: { x: true, y: false } }, ...options }, data, document.getElementById(id));
  drawn();
  return made;
};

chart(
  "weeks",
  {
    scales: { x: { time: false, range: [0, 54] }, y: { range: [weeks[0][1] - 1, weeks.at(-1)[1] + 1] } },
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: {
      draw: [
        (plot) => {
          const width = plot.bbox.width / 54 - 1;
          const height = plot.bbox.height / (weeks.at(-1)[1] - weeks[0][1] + 2) - 1;
          for (const [week, year, count] of weeks) {
            plot.ctx.fillStyle = LEVELS[level(count)];
            plot.ctx.fillRect(plot.valToPos(week, "x", true), plot.valToPos(year, "y", true), width, height);
          }
        },
      ],
    },
  },
  [[0, 54], [0, 0]],
);

const stacked = quarters.rows.map(() => []);
quarters.rows.reduce((below, row, at) => (stacked[at] = row.map((value, column) => value + below[column])), quarters.starts.map(() => 0));
const time = [
  chart(
    "topics",
    { series: [{}, ...stacked.map((_, at) => ({ fill: COLOURS[12 - at], width: 0, points: { show: false } }))] },
    [quarters.starts, ...stacked.reverse()],
  ),
  chart(
    "posts",
    {
      scales: { y: { range: [-1, journal.names.length] } },
      series: [
        {},
        {
          points: { show: false },
          paths: (plot, series, first, last) => {
            plot.ctx.fillStyle = COLOURS[0];
            for (let at = first; at <= last; at += 1) {
              plot.ctx.fillRect(plot.valToPos(seconds[at], "x", true) - 2, plot.valToPos(journal.topics[at], "y", true) - 2, 4, 4);
            }
            return null;
          },
        },
      ],
    },
    [seconds, journal.topics],
  ),
  chart("cumulative", { series: [{}, { stroke: COLOURS[0], points: { show: false } }] }, [seconds, cumulated]),
];
window.showWindow = (from, to) => time.forEach((plot) => plot.setScale("x", { min: from, max: to }));
