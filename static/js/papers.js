// The checklist by keyboard. A required paper that is not there makes the supplement the first act.

const page = document.getElementById("tiep-nhan");

page.addEventListener("change", (event) => {
  if (event.target.matches(".papers input")) weigh();
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "s-giay-to") weigh();
});

function weigh() {
  const required = [...page.querySelectorAll(".papers [data-required]")];
  const lacking = required.filter((box) => !box.checked || isShort(box));
  const names = lacking.map(nameOf);
  const there = `đủ ${required.length - lacking.length}/${required.length} giấy tờ bắt buộc`;
  page.querySelector("#du-giay").textContent =
    names.length ? `${there}, còn thiếu: ${names.join("; ")}` : there;
  const accept = page.querySelector("button[value=accept]");
  const guide = page.querySelector("button[value=guide]");
  first(accept, lacking.length === 0, "");
  first(guide, lacking.length > 0, "F8");
}

// Fewer than the catalogue asks for, an original or a copy alike.
function isShort(box) {
  return box.checked && there(box) < Number(box.dataset.wanted);
}

function there(box) {
  const counts = box.closest("tr").querySelectorAll(".input--n");
  return [...counts].reduce((sum, field) => sum + Number(field.value), 0);
}

function nameOf(box) {
  const name = page.querySelector(`label[for=${box.id}]`).textContent;
  return isShort(box) ? `${name} (cần ${box.dataset.wanted} bản, có ${there(box)})` : name;
}

function first(button, is, key) {
  button.classList.toggle("btn--primary", is);
  const shown = is ? "Control+Enter" : key;
  if (shown) button.setAttribute("aria-keyshortcuts", shown);
  else button.removeAttribute("aria-keyshortcuts");
  const label = button.querySelector("kbd");
  label.hidden = !shown;
  label.textContent = is ? "Ctrl+Enter" : key;
}

// Up and down go along a column; a digit typed into a count replaces it.
page.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const cell = event.target.closest(".papers td");
  if (!step || !cell || event.isComposing) return;
  event.preventDefault();
  const rows = [...cell.closest("tbody").rows];
  const next = rows[rows.indexOf(cell.parentElement) + step];
  const field = next?.cells[cell.cellIndex].querySelector("input");
  field?.focus();
  if (field?.matches(".input")) field.select();
});
