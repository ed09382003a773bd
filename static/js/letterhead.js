// The preview follows what is typed: the same form, sent to the frame beside it after a short rest.

const form = document.getElementById("tieu-de");
const look = form.querySelector("button[formtarget]");
const REST_MS = 700;
let rest = 0;

// Its answer fills the frame and not this page: the form is free again at once.
form.addEventListener("submit", (event) => {
  if (event.submitter === look) setTimeout(() => delete form.dataset.busy);
});
form.addEventListener("input", soon);
form.addEventListener("change", soon);
form.requestSubmit(look);

function soon() {
  clearTimeout(rest);
  rest = setTimeout(() => form.requestSubmit(look), REST_MS);
}
