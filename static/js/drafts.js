// What is typed at the counter is kept on the server every few seconds; a killed tab loses no more.

const form = document.getElementById("tiep-nhan");
const said = document.getElementById("ban-nhap");
const REST_MS = 1500; // after the last key
const MOST_MS = 4500; // while somebody types without a rest
const RETRY_MS = 10000;
let rest = 0;
let latest = 0; // when what is typed now must be kept at the latest
let sending = false;
let kept = words();

function words() {
  const data = new FormData(form);
  for (const name of ["csrfmiddlewaretoken", "draft_version", "q"]) data.delete(name);
  return new URLSearchParams(data).toString();
}

function soon() {
  if (form.dataset.busy || form.dataset.stale || words() === kept) return;
  latest ||= Date.now() + MOST_MS;
  clearTimeout(rest);
  rest = setTimeout(keep, Math.max(0, Math.min(REST_MS, latest - Date.now())));
}

async function keep() {
  if (sending || form.dataset.busy || form.dataset.stale) return;
  const now = words();
  if (now === kept) return;
  sending = true;
  latest = 0;
  try {
    const answer = await fetch(form.dataset.drafts, {
      method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true,
    });
    await heard(answer, now);
  } catch {
    say("Mất kết nối: những gì đã nhập còn trên trang này, hệ thống tự lưu lại khi có mạng.");
    rest = setTimeout(keep, RETRY_MS);
  } finally {
    sending = false;
  }
  if (words() !== now) soon();
}

async function heard(answer, now) {
  if (answer.redirected) {
    say("Phiên làm việc đã hết: bản nháp được lưu tiếp sau khi đăng nhập lại.");
    rest = setTimeout(keep, RETRY_MS);
    return;
  }
  const told = await answer.json();
  if (!answer.ok) {
    if (answer.status === 409) form.dataset.stale = "1";
    say(told.message);
    return;
  }
  kept = now;
  form.elements.draft_version.value = told.version;
  say(told.saved);
  // Back and reload come to the draft, not to an empty form.
  history.replaceState(history.state, "", told.address);
}

function say(text) {
  if (said.textContent !== text) said.textContent = text;
}

form.addEventListener("input", soon);
form.addEventListener("change", keep);
document.addEventListener("htmx:afterSettle", soon);
document.addEventListener("visibilitychange", () => document.hidden && keep());
form.addEventListener("submit", () => clearTimeout(rest));
