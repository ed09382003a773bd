// A scanner types like a keyboard, only faster. What it types goes to the field that takes scans,
// from wherever the hand is; the same scan again at once does nothing, also on the next page.

const KEY_MS = 50; // on average between two letters; nobody types ten in half a second
const LEAST = 10;
const PASTED = 4; // letters at one go: not typed, by whomever
const AGAIN_MS = 2000;
const LAST = "scanned"; // a fingerprint and its moment, never what was scanned
const PRIVATE = "dialog, [type=password]"; // a password typed fast is no scan, and goes nowhere
let burst = null;

function tick(event) {
  const now = event.timeStamp;
  if (burst && now - burst.last > 3 * KEY_MS) burst = null;
  burst ??= { first: now, keys: "", touched: new Map() };
  const field = event.target;
  if (isWritable(field) && !burst.touched.has(field)) burst.touched.set(field, field.value);
  burst.last = now;
  burst.keys += event.type === "keydown" ? event.key : event.data;
}

function isWritable(target) {
  return target.matches?.("input:not([type=checkbox]), textarea") ?? false;
}

function isPrivate(event) {
  const is = event.target.closest?.(PRIVATE);
  if (is) burst = null;
  return is;
}

function scanned() {
  if (!burst || burst.keys.length < LEAST) return "";
  return burst.last - burst.first <= KEY_MS * burst.keys.length ? burst.keys : "";
}

document.addEventListener("keydown", (event) => {
  if (isPrivate(event)) return;
  if (event.key === "Enter" && !event.ctrlKey && !event.altKey) {
    const text = scanned();
    if (text) take(event, text.trim());
    burst = null;
  } else if (event.key.length === 1 && !isWritable(event.target)
    && !event.ctrlKey && !event.altKey && !event.metaKey) {
    tick(event);
  }
}, true);
// In a field the letters are known before they are written, also those that no key has.
document.addEventListener("beforeinput", (event) => {
  if (isPrivate(event)) return;
  if (!event.data || event.data.length > PASTED) burst = null; // deleted, or pasted
  else if (isWritable(event.target)) tick(event);
}, true);

function take(event, text) {
  const first = document.querySelector("[data-scan]");
  const again = isAgain(text);
  if (!first && !again) return; // a page that takes no scan: what was typed was typed
  event.preventDefault();
  event.stopImmediatePropagation();
  for (const [touched, value] of burst.touched) put(touched, value);
  if (again) return;
  const second = document.querySelector("[data-scan-second]");
  const field = second && isAnother(first.value, text) ? second : first;
  field.closest("details")?.setAttribute("open", "");
  put(field, text);
  const pressed = field.dataset.scan || field.dataset.scanSecond;
  if (pressed) document.querySelector(pressed).click();
  else field.form.requestSubmit();
}

function put(field, value) {
  if (!("value" in field) || field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// A second card, while the first one's number stands in its field: whoever hands in for him.
function isAnother(there, text) {
  const number = there.split("|")[0].replace(/\D/g, "");
  return number.length === 12 && text.split("|")[0] !== number;
}

function isAgain(text) {
  const mark = fingerprint(text);
  const [last, at] = (sessionStorage.getItem(LAST) ?? "").split(" ");
  sessionStorage.setItem(LAST, `${mark} ${Date.now()}`);
  return last === mark && Date.now() - Number(at) < AGAIN_MS;
}

function fingerprint(text) {
  let sum = 2166136261;
  for (const letter of text) sum = Math.imul(sum ^ letter.codePointAt(0), 16777619);
  return (sum >>> 0).toString(36);
}
