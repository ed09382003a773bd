// The slip's QR carries the check code behind "#", which a browser never sends to a server.
const field = document.querySelector("#kt");
const code = decodeURIComponent(window.location.hash.slice(1));

if (field && /^[A-Za-z0-9 ]{8,9}$/.test(code)) {
  field.value = code;
  history.replaceState(null, "", window.location.pathname); // no trace for the next at this screen
  field.form.requestSubmit();
}
