// The four pictures by ECharts, on canvas and without animation.
"use strict";

const chart = (id, option) => {
  const made = echarts.init(document.getElementById(id), null, { width: 1200, height: 400 });
  made.setOption({ animation: false, tooltip: {}, ...option });
  drawn();
  return made;
};
const years = [...new Set(weeks.map(([, year]) => year))];

chart("weeks", {
  xAxis: { type: "category", data: Array.from({ length: 53 }, (_, week) => week + 1) },
  yAxis: { type: "category", data: years },
  visualMap: { show: false, min: 1, max: LEVELS.length, inRange: { color: LEVELS } },
  series: [{ type: "heatmap", data: weeks.map(([week, year, count]) => [week - 1, years.indexOf(year), count]) }],
});
const time = [
  chart("topics", {
    color: COLOURS,
    xAxis: { type: "time" },
    yAxis: { type: "value" },
    series: quarters.rows.map((row, at) => ({
      name: quarters.names[at],
      type: "line",
      stack: "posts",
      areaStyle: { opacity: 1 },
      lineStyle: { width: 0 },
      showSymbol: false,
      data: row.map((value, column) => [quarters.starts[column] * 1000, value]),
    })),
  }),
  chart("posts", {
    color: COLOURS,
    xAxis: { type: "time" },
    yAxis: { type: "category", data: journal.names },
    series: [{ type: "scatter", symbolSize: 4, data: seconds.map((at, post) => [at * 1000, journal.topics[post]]) }],
  }),
  chart("cumulative", {
    color: COLOURS,
    xAxis: { type: "time" },
    yAxis: { type: "value" },
    series: [{ type: "line", showSymbol: false, data: seconds.map((at, post) => [at * 1000, cumulated[post]]) }],
  }),
];
window.showWindow = (from, to) => time.forEach((made) => made.setOption({ xAxis: { min: from * 1000, max: to * 1000 } }));
