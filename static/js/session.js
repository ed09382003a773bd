// Nothing typed is lost to a session that ended or a network that fell out: before a form is sent
// the server is asked whether this page's person is still there; if not, he signs in over the page
// and the same thing is sent, once.

const { person, post, again } = document.body.dataset;
const dialog = document.getElementById("dang-nhap-lai");
const said = dialog.querySelector(".field__error");
const outage = document.getElementById("mat-mang");
const RETRY_MS = 10000;
let later = 0; // the next look whether the network is back, or the end of saying so
let waiting = null; // the one dialog all askers wait for

// Resolves true when what was asked for may be sent.
export async function ready() {
  try {
    const query = new URLSearchParams({ person, post });
    const answer = await fetch(`${again}?${query}`, { headers: { Accept: "application/json" } });
    connected(true);
    if (answer.status !== 401) return true;
    const { token, known } = await answer.json();
    renew(token);
    waiting ??= ask(known).finally(() => { waiting = null; });
    return await waiting;
  } catch {
    connected(false);
    return false;
  }
}

function ask(known) {
  said.hidden = true;
  dialog.dataset.known = known ? "1" : "";
  dialog.querySelector("#lai-mat-khau").closest(".field").hidden = known;
  dialog.querySelector("[data-other]").hidden = !known;
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue === "in"), { once: true });
  });
}

dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  try {
    const answer = await fetch(again, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const told = await answer.json();
    if (!answer.ok) return say(told.message);
    renew(told.token);
    form.elements.password.value = "";
    dialog.close("in");
  } catch {
    say("Chưa nối được với máy chủ. Nội dung trên trang vẫn còn; thử lại sau ít phút.");
  }
});
dialog.querySelector("[value=later]").addEventListener("click", () => dialog.close("later"));

function say(words) {
  said.textContent = words;
  said.hidden = false;
}

// Signing in changes the token that every form of the page carries.
function renew(token) {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
}

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (form.method !== "post" || form.matches("[data-plain]")) return;
  if (form.dataset.sure) {
    delete form.dataset.sure;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset.asking || form.dataset.busy) return;
  form.dataset.asking = "1";
  const may = await ready();
  delete form.dataset.asking;
  if (!may) return;
  form.dataset.sure = "1";
  form.requestSubmit(submitter);
}, true);

// A fragment that met the sign-in page is asked for again once somebody is signed in.
document.addEventListener("htmx:beforeSwap", async (event) => {
  const { xhr, requestConfig } = event.detail;
  if (xhr.status !== 401 && !xhr.responseURL.includes("/dang-nhap/")) return;
  event.detail.shouldSwap = false;
  const { verb, path, elt, target } = requestConfig;
  if (await ready()) window.htmx.ajax(verb, path, { source: elt, target });
});

function connected(is) {
  clearTimeout(later);
  outage.querySelector("[data-lost]").hidden = is;
  outage.querySelector("[data-back]").hidden = !is;
  if (!is) outage.hidden = false;
  if (!outage.hidden) later = setTimeout(is ? () => { outage.hidden = true; } : ready, RETRY_MS);
}

window.addEventListener("offline", () => connected(false));
window.addEventListener("online", ready);
