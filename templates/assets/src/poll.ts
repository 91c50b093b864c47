// Asks for the state of something under way and replaces the element with the answer, until one carries data-done.
//   <div data-poll="/exports/1/state">   every 2 seconds; less often while it fails, not at all while nobody looks
import { attach, behaviour } from "./attach";

const EVERY_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;

behaviour("[data-poll]", (element) => {
  const address = element.dataset["poll"] ?? "";
  let wait = EVERY_MS;

  const ask = async (): Promise<void> => {
    if (!element.isConnected) return;
    if (document.visibilityState === "hidden") return void document.addEventListener("visibilitychange", () => void ask(), { once: true });
    try {
      const answer = await fetch(address, { headers: { accept: "text/html", "HX-Request": "true" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      const next = holder.content.firstElementChild;
      if (!(next instanceof HTMLElement)) return;
      // The fragment asks on by itself unless it is done.
      if (next.dataset["done"] === undefined) next.dataset["poll"] ??= address;
      else delete next.dataset["poll"];
      element.replaceWith(next);
      attach(next);
    } catch {
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
      window.setTimeout(() => void ask(), wait);
    }
  };
  if (element.dataset["done"] === undefined) window.setTimeout(() => void ask(), wait);
});
