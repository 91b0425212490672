// Lets a table be sorted by any of its columns. Without it the table stands in its written order.

for (const table of document.querySelectorAll("table[data-sort]")) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  const value = (row, column) => {
    const cell = row.cells[column];
    const text = cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
    const number = parseInt(text.replace(/[^0-9-]/g, ""), 10);
    return column && !/\p{L}/u.test(text) && !Number.isNaN(number) ? number : text;
  };
  const compare = (x, y) => {
    if (typeof x !== typeof y) return typeof x === "string" ? -1 : 1; // what is unknown is the least
    return typeof x === "number" ? x - y : x.localeCompare(y);
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.title = `${table.dataset.sort}: ${head.textContent}`;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      // Names start with A, figures with the highest.
      const figures = [...body.rows].some((row) => typeof value(row, column) === "number");
      const up = head.ariaSort ? head.ariaSort === "descending" : !figures;
      const rows = [...body.rows].sort((a, b) => compare(value(a, column), value(b, column)) * (up ? 1 : -1));
      for (const each of heads) each.removeAttribute("aria-sort");
      head.ariaSort = up ? "ascending" : "descending";
      body.append(...rows);
    });
  });
}
