"use strict";

// A heat map is one stop of the Tab key: arrow keys lead from cell to cell, as in a spreadsheet.
// Without a script each of its links is a stop by itself.
for (const table of document.querySelectorAll("table.heat")) {
  // A cell without a link is passed over.
  const rows = [...table.rows].map((row) => [...row.cells].map((cell) => cell.querySelector("a")));
  const links = rows.flat().filter(Boolean);
  if (links.length) makeOneStop(table, rows, links);
}

function makeOneStop(table, rows, links) {
  const hint = table.closest("div").parentElement.querySelector("[data-heat-keys]");

  function stopAt(link) {
    for (const one of links) one.tabIndex = one === link ? 0 : -1;
  }

  stopAt(links[0]);
  table.addEventListener("focusin", ({ target }) => {
    if (!links.includes(target)) return;
    stopAt(target);
    // Said only to whom it helps: a finger has no arrow keys.
    if (hint && target.matches(":focus-visible")) hint.hidden = false;
  });
  table.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.shiftKey || !links.includes(event.target)) return;
    const found = findNext(rows, event.target, event);
    if (!found) return;
    // Otherwise the page would scroll too.
    event.preventDefault();
    found.focus();
  });
}

function findNext(rows, from, { key, ctrlKey }) {
  const row = rows.findIndex((links) => links.includes(from));
  const column = rows[row].indexOf(from);
  const inRow = rows[row].filter(Boolean);
  const all = rows.flat().filter(Boolean);
  if (key === "Home") return (ctrlKey ? all : inRow)[0];
  if (key === "End") return (ctrlKey ? all : inRow).at(-1);
  if (ctrlKey) return null;
  if (key === "ArrowLeft") return rows[row].slice(0, column).findLast(Boolean);
  if (key === "ArrowRight") return rows[row].slice(column + 1).find(Boolean);
  const inColumn = rows.map((links) => links[column]);
  if (key === "ArrowUp") return inColumn.slice(0, row).findLast(Boolean);
  if (key === "ArrowDown") return inColumn.slice(row + 1).find(Boolean);
  return null;
}
