// A button that acts on ticked rows says on how many.

for (const button of document.querySelectorAll("[data-counts]")) {
  const { form } = button;
  const say = () => {
    const ticked = form.querySelectorAll("input[name=dossier]:checked").length;
    button.textContent = `${button.dataset.counts} ${ticked} hồ sơ`;
  };
  form.addEventListener("change", say);
  say(); // the browser may have kept other ticks over a reload
}
