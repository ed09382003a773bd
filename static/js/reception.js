// The keys of the reception form. Every one of them only presses a button that is on the page.

const KEYS = {
  F2: "#thu-tuc",
  F8: "button[value=guide]",
  F9: "button[value=refuse]",
};
const ALT_KEYS = {
  KeyN: "#id_identity",
  KeyA: "button[value=all_papers]",
  KeyS: "#id_copies",
  KeyL: "[aria-keyshortcuts='Alt+L']",
  KeyP: "[aria-keyshortcuts='Alt+P']",
  KeyT: "[aria-keyshortcuts='Alt+T']",
  KeyU: "[aria-keyshortcuts='Alt+U']",
};

// An undo that the server would refuse is not offered.
for (const button of document.querySelectorAll("[data-seconds]")) {
  setTimeout(() => button.remove(), Number(button.dataset.seconds) * 1000);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const digit = /^Digit([1-9])$/.exec(event.code);
  const wanted = event.altKey
    ? (digit ? `[aria-keyshortcuts='Alt+${digit[1]}']` : ALT_KEYS[event.code])
    : KEYS[event.key];
  const found = wanted && document.querySelector(wanted);
  if (!found) return;
  event.preventDefault();
  if (found.matches("input")) found.select();
  else found.click();
});

// The list under the search field: arrows move, Enter takes the marked row.
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "thu-tuc" || event.isComposing) return;
  const rows = [...document.querySelectorAll("#goi-y [role=option]:not([aria-disabled])")];
  const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
  if (event.key === "Enter" && at >= 0) {
    event.preventDefault();
    rows[at].click();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && rows.length) {
    event.preventDefault();
    mark(event.target, rows, Math.min(Math.max(at + step, 0), rows.length - 1));
  }
});

function mark(field, rows, at) {
  rows.forEach((row, number) => row.setAttribute("aria-selected", String(number === at)));
  field.setAttribute("aria-activedescendant", rows[at].id);
  rows[at].scrollIntoView({ block: "nearest" });
}

// Enter after the number, from the keyboard or a scanner, asks who it is; it sends nothing.
document.addEventListener("keydown", (event) => {
  const { scan, scanSecond } = event.target.dataset;
  if (!(scan || scanSecond) || event.key !== "Enter" || event.ctrlKey) return;
  event.preventDefault();
  document.querySelector(scan || scanSecond)?.click();
});

// A swap replaces a part of the form; the hand goes on where the new part says, or at the person.
document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement !== document.body) return;
  (document.querySelector("[autofocus]") ?? document.querySelector("#id_identity"))?.focus();
});
