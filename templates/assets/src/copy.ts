// Copies a text.
//   <button data-copy="<id>" data-copied="Copied" hidden>   the text of the element, or the value of the field, with this id; the macro copy()
import { behaviour } from "./attach";

const SHOWN_MS = 2_000;

behaviour<HTMLButtonElement>("button[data-copy]", (button) => {
  const from = document.getElementById(button.dataset["copy"] ?? "");
  // Browsers give the clipboard to secure pages only.
  if (from === null || navigator.clipboard === undefined) return;
  button.hidden = false;
  const label = button.querySelector("span") ?? button;
  const word = label.textContent;
  label.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const text = from instanceof HTMLInputElement || from instanceof HTMLTextAreaElement ? from.value : (from.textContent ?? "");
    await navigator.clipboard.writeText(text.trim());
    label.textContent = button.dataset["copied"] ?? word;
    window.setTimeout(() => (label.textContent = word), SHOWN_MS);
  });
});
