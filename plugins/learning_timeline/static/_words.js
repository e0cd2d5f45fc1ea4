// @ts-check
// What scripts say, in the page's language: its messages come from words.js, which pages of an English site do not load. The build puts
// this before each script that says something.

/** @type {ScriptWords} */
const SPOKEN = window.learningTimelineWords ?? { lang: "en", messages: {}, counted: {} };

/** @param {string} message @param {Record<string, string | number>} values */
const filled = (message, values) => message.replace(/%\((\w+)\)s/g, (place, name) => String(values[name] ?? place));

/**
 * A message with its places filled.
 * @param {string} message
 * @param {Record<string, string | number>} [values]
 */
const _ = (message, values = {}) => filled(SPOKEN.messages[message] ?? message, values);

/**
 * The form of a message for a number of things, which stands in `%(num)s`.
 * @param {string} one
 * @param {string} several
 * @param {number} number
 * @param {Record<string, string | number>} [values]
 */
function ngettext(one, several, number, values = {}) {
  const forms = SPOKEN.counted[one];
  const form = forms ? (forms[new Intl.PluralRules(SPOKEN.lang).select(number)] ?? forms.other) : number === 1 ? one : several;
  return filled(form, { num: number.toLocaleString(SPOKEN.lang), ...values });
}
