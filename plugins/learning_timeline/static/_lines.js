// @ts-check
// Text in lines, as pictures that scripts write have it. The build puts this before each script that breaks a text.

/**
 * A text in lines of a width, in the pen's font; a line of Chinese or Japanese may end after any letter.
 * @param {CanvasRenderingContext2D} pen
 * @param {string} text
 * @param {number} width
 */
function linesOf(pen, text, width) {
  const found = [""];
  for (const part of text.match(/\p{Ideographic}\p{Punctuation}*\s*|[^\s\p{Ideographic}]+\s*/gu) ?? []) {
    const longer = found[found.length - 1] + part;
    if (found[found.length - 1] && pen.measureText(longer.trim()).width > width) found.push(part);
    else found[found.length - 1] = longer;
  }
  return found.map((line) => line.trim().replace(/\s+/g, " "));
}
