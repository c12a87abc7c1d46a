// The keys of the desk. Every one of them presses a link or button that stands on the page and names it
// (data-key="a"), so that nothing can be done by a key that cannot be done without.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const at = event.target;
  const writing = at.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  if (event.key === "Escape" && writing) { at.blur(); return; }
  if (writing) return;
  const rows = [...document.querySelectorAll("[data-row]")];
  if ((event.key === "j" || event.key === "k") && rows.length) {
    const now = rows.findIndex((row) => row.contains(document.activeElement));
    const next = event.key === "j" ? Math.min(now + 1, rows.length - 1) : Math.max(now - 1, 0);
    (rows[next].matches("a, button, [tabindex]") ? rows[next] : rows[next].querySelector("a, button, [tabindex]")).focus();
    event.preventDefault();
    return;
  }
  const meant = at.closest("[data-row]")?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)
    ?? document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!meant) return;
  event.preventDefault();
  if (meant.matches("input, textarea, select")) meant.focus(); else meant.click();
});
// What htmx could not bring is said where screen readers hear it.
for (const name of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(name, (event) => {
    const answer = event.detail.xhr?.responseText ?? "";
    const told = new DOMParser().parseFromString(answer, "text/html").querySelector("[role=alert]");
    document.getElementById("said").textContent = told?.textContent ?? document.body.dataset.lost ?? "";
  });
}
