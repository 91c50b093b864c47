// A form that is on its way is not sent again: its buttons do nothing until the answer is there, and say so.
//   <button data-busy="Preparing the agreement">   what the button says meanwhile; without it, it keeps its words
//   <p role="status" data-busy-said="…">           once in every page: what a screen reader hears
// Whoever sends a form by script prevents the submission, and shows by itself how far it is. The server does a form once in
// any case (web::once); this says so before it has to. The buttons are not `disabled`: they would lose the focus.

const LONGEST_MS = 20_000;
const busy = new Map<HTMLFormElement, () => void>();

function rest(form: HTMLFormElement): void {
  busy.get(form)?.();
  busy.delete(form);
}

function tell(words: (place: HTMLElement) => string): void {
  const place = document.querySelector<HTMLElement>("[data-busy-said]");
  if (place !== null) place.textContent = words(place);
}

function work(form: HTMLFormElement, sender: HTMLElement | null): void {
  const buttons = [...form.elements].filter((element) => element instanceof HTMLButtonElement && element.type === "submit");
  const words = sender?.dataset["busy"];
  const before = sender === null ? [] : [...sender.childNodes];
  for (const button of buttons) button.setAttribute("aria-disabled", "true");
  form.setAttribute("aria-busy", "true");
  if (sender !== null && words !== undefined) sender.replaceChildren(words);
  tell((place) => words ?? place.dataset["busySaid"] ?? "");
  const tired = window.setTimeout(() => rest(form), LONGEST_MS);
  busy.set(form, () => {
    window.clearTimeout(tired);
    for (const button of buttons) button.removeAttribute("aria-disabled");
    form.removeAttribute("aria-busy");
    if (words !== undefined) sender?.replaceChildren(...before);
    tell(() => "");
  });
}

// First of all: nobody asks again about a form that is on its way.
document.addEventListener(
  "submit",
  (event) => {
    if (!(event.target instanceof HTMLFormElement) || !busy.has(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
// Last of all: whoever wanted to stop it has done so.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== "post") return;
  work(form, event.submitter);
});
// A page that a step back brings to life again is as it was before.
window.addEventListener("pageshow", () => {
  for (const form of [...busy.keys()]) rest(form);
});
