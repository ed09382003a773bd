// A list of dossiers by keyboard: J and K go from row to row, Space looks at one beside the list,
// X ticks it, N turns the page. Enter on the row's link opens it, as everywhere.

const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog";
const rows = () => [...document.querySelectorAll(".worklist tbody tr")].filter((row) => link(row));
const link = (row) => row.querySelector("a.rowlink");

const ACTS = {
  j: () => go(1),
  k: () => go(-1),
  n: () => document.querySelector("a[rel=next]")?.click(),
  x: () => row()?.querySelector("input[type=checkbox]")?.click(),
  " ": () => look(),
  Escape: () => close(),
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!ACTS[key] || event.target.closest(TYPING) || !rows().length) return;
  if (key === " " && !row()) return; // Space scrolls, and presses buttons
  if (ACTS[key]() !== false && key !== "Escape") event.preventDefault();
});

function row() {
  return document.activeElement.closest(".worklist tbody tr");
}

function go(step) {
  const all = rows();
  const at = all.indexOf(row());
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  link(next).focus();
  if (panel) look();
}

let panel = null;

// Space on a tick box ticks it: there X and J are the list's keys.
function look() {
  if (document.activeElement.matches("input[type=checkbox]")) return false;
  if (!panel) {
    panel = document.createElement("aside");
    panel.className = "panel glance";
    panel.setAttribute("aria-label", "Xem nhanh");
    panel.setAttribute("aria-live", "polite");
    document.querySelector("main").append(panel);
  }
  window.htmx.ajax("GET", `${link(row()).getAttribute("href")}xem/`, { target: panel, swap: "innerHTML" });
  return true;
}

function close() {
  panel?.remove();
  panel = null;
}

// A button that opens a dialog is there only where it can.
for (const button of document.querySelectorAll("[data-opens]")) {
  const dialog = document.getElementById(button.dataset.opens);
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.key !== button.getAttribute("aria-keyshortcuts") || event.target.closest(TYPING)) return;
    event.preventDefault();
    dialog.showModal();
  });
}
