// @ts-check
// Numbers and lists as scripts tell them. The build puts this before each script that tells a list.

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
