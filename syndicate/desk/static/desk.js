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
    stop(rows[next]).focus();
    event.preventDefault();
    return;
  }
  const meant = at.closest("[data-row]")?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)
    ?? document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!meant) return;
  event.preventDefault();
  if (meant.matches("input, textarea, select")) meant.focus(); else meant.click();
});
const stop = (row) => row.querySelector("textarea, [data-stop]") ?? (row.matches("a, button") ? row : row.querySelector("a, button"));
// What is the same on both sides of a sentence is lit together.
for (const name of ["pointerover", "focusin"]) {
  document.addEventListener(name, (event) => {
    document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
    const same = event.target.closest?.("[data-same]");
    if (!same?.dataset.same) return;
    same.closest("[data-row]")?.querySelectorAll(`[data-same="${CSS.escape(same.dataset.same)}"]`).forEach((one) => one.classList.add("lit"));
  });
}
// Where htmx replaces what had the focus, the focus goes to what stands there now.
let before = null;
const noted = (row) => ({ id: row.id, at: [...document.querySelectorAll("[data-row]")].indexOf(row) });
document.addEventListener("htmx:beforeRequest", (event) => {
  const row = event.target.closest("[data-row]");
  before = row && noted(row);
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const row = document.activeElement?.closest("[data-row]");
  if (row && event.detail.target.contains(row)) before = noted(row);
});
document.addEventListener("htmx:afterSettle", () => {
  if (!before || (document.activeElement && document.activeElement !== document.body)) return;
  const rows = [...document.querySelectorAll("[data-row]")];
  const row = (before.id && document.getElementById(before.id)) || rows[Math.min(before.at, rows.length - 1)];
  if (row) stop(row)?.focus(); else document.getElementById("main").focus();
  before = null;
});
// Nothing moves under a finger: what comes while a link or button is pressed waits until that has become a click.
let pressed = Promise.resolve();
let lift = () => {};
document.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || !event.target.closest("a, button, summary, [type=checkbox]")) return;
  lift();
  pressed = new Promise((done) => { lift = () => setTimeout(done, 50); setTimeout(done, 3000); });
}, true);
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => lift(), true);
document.addEventListener("htmx:beforeSend", (event) => {
  const { xhr } = event.detail;
  const arrived = xhr.onload;
  xhr.onload = () => pressed.then(() => arrived.call(xhr));
});
// What is sent and will be replaced takes no more words, so that none are lost; and what is typed in it is checked no more.
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target } = event.detail;
  if (elt.matches("textarea") && elt.readOnly) event.preventDefault();
  if (elt === target || !target.contains(elt)) return;
  for (const field of target.querySelectorAll("textarea")) { field.readOnly = true; htmx.trigger(field, "htmx:abort"); }
});
document.addEventListener("htmx:afterRequest", (event) => {
  for (const field of event.detail.target.querySelectorAll("textarea")) field.readOnly = false;
});
// htmx listens to a form only a moment after it appeared: what was typed or pasted until then is checked as well.
document.addEventListener("htmx:load", (event) => {
  for (const field of event.detail.elt.querySelectorAll("textarea[hx-post]")) {
    if (field.value !== field.defaultValue) htmx.trigger(field, "input");
  }
});
// What htmx could not bring is said where screen readers hear it.
for (const name of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(name, (event) => {
    const answer = event.detail.xhr?.responseText ?? "";
    const told = new DOMParser().parseFromString(answer, "text/html").querySelector("[role=alert]");
    document.getElementById("said").textContent = told?.textContent ?? document.body.dataset.lost ?? "";
  });
}
