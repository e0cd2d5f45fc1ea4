// @ts-check
/** Values in, steps of density out, with what each step means. */

/**
 * Upper bounds of the density steps zero to four, each of which holds about a fifth of the values above zero.
 * @param {number[]} values
 */
function densityBounds(values) {
  const above = values.filter((value) => value > 0).sort((a, b) => a - b);
  const distinct = [...new Set(above)];
  if (distinct.length <= 5) return [0, ...distinct.slice(0, -1)];
  const bounds = [0];
  for (let fifth = 1; fifth < 5; fifth += 1) {
    const bound = above[Math.floor((fifth * above.length) / 5) - 1];
    const larger = distinct.filter((value) => value > bounds[bounds.length - 1]);
    if (larger.length > 1) bounds.push(Math.min(Math.max(bound, larger[0]), distinct[distinct.length - 2]));
  }
  return bounds;
}

/** @param {number} value @param {number[]} bounds */
const densityLevel = (value, bounds) => Math.ceil((bounds.filter((bound) => value > bound).length * 5) / bounds.length);

/**
 * @param {number[]} bounds
 * @param {number[]} values
 * @returns {[number, string][]}
 */
function densityKey(bounds, values) {
  const most = Math.max(0, ...values);
  if (!most) return [[0, "0"]];
  /** @type {[number, string][]} */
  const key = [[0, "0"]];
  for (let step = 1; step <= bounds.length; step += 1) {
    const held = values.filter((value) => value > bounds[step - 1] && value <= (bounds[step] ?? most));
    const [low, high] = [Math.min(...held), Math.max(...held)].map(number);
    key.push([Math.ceil((step * 5) / bounds.length), low === high ? low : `${low} to ${high}`]);
  }
  return key;
}
