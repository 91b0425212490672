// Lets a table be sorted by any of its columns. Without it the table stands in its written order.

for (const table of document.querySelectorAll("table[data-sort]")) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  const value = (row, column) => {
    const text = row.cells[column].textContent.trim();
    const number = parseInt(text.replace(/[^0-9-]/g, ""), 10);
    return column && !Number.isNaN(number) ? number : text;
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.title = `${table.dataset.sort}: ${head.textContent}`;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      // Names start with A, figures with the highest.
      const up = head.ariaSort ? head.ariaSort === "descending" : column === 0;
      const rows = [...body.rows].sort((a, b) => {
        const [x, y] = [value(a, column), value(b, column)];
        return (typeof x === "number" ? x - y : x.localeCompare(y)) * (up ? 1 : -1);
      });
      for (const each of heads) each.removeAttribute("aria-sort");
      head.ariaSort = up ? "ascending" : "descending";
      body.append(...rows);
    });
  });
}
