// @ts-check
// Numbers, days and lists as scripts tell them. The build puts this before each script that names a day or a list.

/** @type {string[]} */
const MONTHS = SPOKEN.plotly?.format.months ?? "January February March April May June July August September October November December".split(" ");
/** @type {string[]} */
const SHORT_MONTHS = SPOKEN.plotly?.format.shortMonths ?? MONTHS.map((name) => name.slice(0, 3));
const dateNames = new Intl.DateTimeFormat(SPOKEN.lang === "en" ? "en-GB" : SPOKEN.lang, { dateStyle: "long", timeZone: "UTC" });
const dateName = dateNames.format;

/** @param {number} value */
const number = (value) => value.toLocaleString(SPOKEN.lang);

/** @param {number} value @param {string} noun */
function counted(value, noun) {
  // Apart from the call, where they would be taken for messages.
  const [one, several] = [`%(num)s ${noun}`, `%(num)s ${noun}s`];
  return ngettext(one, several, value);
}

/** @param {string[]} names */
const listed = (names) =>
  names.length < 2
    ? names.join("")
    : _("%(names)s and %(last)s", {
        names: names.slice(0, -1).reduce((before, name) => _("%(names)s, %(name)s", { names: before, name })),
        last: names[names.length - 1],
      });
