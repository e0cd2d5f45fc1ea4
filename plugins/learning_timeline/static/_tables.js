// @ts-check
// A table as Python writes them. The build puts this before each script that makes one.

/**
 * @param {string} caption
 * @param {string[]} columns
 * @param {(string | number)[][]} rows each begins with what it is called
 */
function tableWith(caption, columns, rows) {
  const table = document.createElement("table");
  table.createCaption().textContent = caption;
  const head = table.createTHead().insertRow();
  columns.forEach((name) => head.append(cellOf("th", name, "col")));
  const body = table.createTBody();
  for (const cells of rows) {
    const row = body.insertRow();
    cells.forEach((value, place) => row.append(place ? cellOf("td", value) : cellOf("th", value, "row")));
  }
  return table;
}

/**
 * @param {"td" | "th"} kind
 * @param {string | number} value
 * @param {string} [scope]
 */
function cellOf(kind, value, scope) {
  const cell = document.createElement(kind);
  cell.textContent = typeof value === "number" ? value.toLocaleString(SPOKEN.lang) : value;
  if (typeof value === "number") cell.className = "number";
  if (scope) cell.setAttribute("scope", scope);
  return cell;
}
