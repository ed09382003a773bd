// What every page of the staff has: keys, one submit at a time, and the words for a lost session.
// Without this file each page still works: forms are forms, links are links.

const TYPING = "input, textarea, select, [contenteditable]";
const BUSY_MS = 8000; // a slow network may need a second try

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "/" && !event.target.closest(TYPING)) {
    const field = document.querySelector(".quick input");
    if (field) {
      event.preventDefault();
      field.select();
    }
  }
});

// Ctrl+Enter presses the page's one primary button, as its label says.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.ctrlKey) return;
  const button = document.querySelector("[aria-keyshortcuts='Control+Enter']");
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// A second press while the first is under way does nothing: the server would refuse it anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.busy) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post" || event.defaultPrevented) return;
  form.dataset.busy = "1";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), BUSY_MS);
});

function release(form) {
  delete form.dataset.busy;
  form.querySelectorAll("[aria-busy]").forEach((each) => each.removeAttribute("aria-busy"));
}

// Back from another page: the browser shows the old form, and it must work again.
window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));

// Errors are what a person reads first.
function showErrors() {
  document.querySelector(".errors[tabindex]")?.focus();
}
showErrors();
document.addEventListener("htmx:afterSwap", showErrors);

// A fragment answers 422 with the same form and its errors: show it.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { status } = event.detail.xhr;
  if (status === 422 || status === 409) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
