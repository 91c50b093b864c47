// A form that is on its way is not sent again: its buttons are off until the answer is there.
//   <button data-busy="Preparing the agreement">   what the button says meanwhile; without it, it keeps its words
// Whoever sends a form by script prevents the submission, and shows by itself how far it is. The server does a form once in
// any case (web::once); this says so before it has to.

const LONGEST_MS = 20_000;
const busy = new Map<HTMLFormElement, () => void>();

const rest = (): void => {
  for (const restore of busy.values()) restore();
  busy.clear();
};

function work(form: HTMLFormElement, sender: HTMLElement | null): void {
  const buttons = [...form.elements].filter((element): element is HTMLButtonElement => element instanceof HTMLButtonElement && element.type === "submit" && !element.disabled);
  const words = sender?.dataset["busy"];
  const before = sender === null ? [] : [...sender.childNodes];
  for (const button of buttons) button.disabled = true;
  form.setAttribute("aria-busy", "true");
  if (sender !== null && words !== undefined) sender.replaceChildren(words);
  busy.set(form, () => {
    for (const button of buttons) button.disabled = false;
    form.removeAttribute("aria-busy");
    if (words !== undefined) sender?.replaceChildren(...before);
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== "post") return;
  if (busy.has(form)) return event.preventDefault();
  const sender = event.submitter;
  // The browser collects the fields right after this, the name of the button among them: a button that is off has none.
  window.setTimeout(() => work(form, sender), 0);
  window.setTimeout(rest, LONGEST_MS);
});
// A page that a step back brings to life again is as it was left.
window.addEventListener("pageshow", rest);
