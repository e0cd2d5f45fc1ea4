// @ts-check
// Days and months as scripts tell them. The build puts this before each script that names one.

/** @type {string[]} */
const MONTHS = SPOKEN.plotly?.format.months ?? "January February March April May June July August September October November December".split(" ");
/** @type {string[]} */
const SHORT_MONTHS = SPOKEN.plotly?.format.shortMonths ?? MONTHS.map((name) => name.slice(0, 3));
const dateNames = new Intl.DateTimeFormat(SPOKEN.lang === "en" ? "en-GB" : SPOKEN.lang, { dateStyle: "long", timeZone: "UTC" });
const dateName = dateNames.format;
