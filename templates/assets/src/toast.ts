// What has just been done can be put away, and goes by itself when it was good news.
//   [data-toast] with a [data-dismiss] button: the flash of every page
import { behaviour } from "./attach";

const SHOWN_MS = 8_000;

behaviour("[data-toast]", (toast) => {
  const button = toast.querySelector<HTMLButtonElement>("[data-dismiss]");
  if (button !== null) {
    button.hidden = false;
    button.addEventListener("click", () => toast.remove());
  }
  if (toast.dataset["status"] !== "ok") return;
  // Nobody is hurried: it stays while somebody points at it or is in it.
  const go = (): void => {
    if (toast.matches(":hover, :focus-within")) window.setTimeout(go, SHOWN_MS);
    else toast.remove();
  };
  window.setTimeout(go, SHOWN_MS);
});
