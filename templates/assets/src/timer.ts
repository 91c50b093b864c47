// The time left, without hurry: minutes until the last two, then seconds. It can be hidden, and stays hidden.
//   [data-deadline="2026-11-20T10:42:00Z"]   when it is over
//     data-now="…"          the server's time when the page was made: a wrong clock at home does no harm
//     data-submit="<id>"    the form that is handed in when it is over
//     data-minutes data-seconds data-over   texts, {n} is the number
//     [data-timer-shown] the text, [data-timer-hide] the button, [data-timer-said] what a screen reader hears: at 10, 5, 1 and 0 minutes
// Sends the event tutela:deadline; whoever has something to finish before the form is handed in, says so with detail.first().
// The server decides when it is over; this only says so.
import { behaviour } from "./attach";

const SAID_AT_S = [600, 300, 60];
/** As long as the server lets an answer travel. */
const LONGEST_FINISH_MS = 5000;

export type Deadline = { first(work: Promise<unknown>): void };

behaviour("[data-deadline]", (timer) => {
  const deadline = Date.parse(timer.dataset["deadline"] ?? "");
  const shown = timer.querySelector<HTMLElement>("[data-timer-shown]");
  const said = timer.querySelector<HTMLElement>("[data-timer-said]");
  const hide = timer.querySelector<HTMLButtonElement>("[data-timer-hide]");
  if (Number.isNaN(deadline) || shown === null) return;
  const serverNow = Date.parse(timer.dataset["now"] ?? "");
  const started = performance.now();
  const now = (): number => (Number.isNaN(serverNow) ? Date.now() : serverNow + (performance.now() - started));
  const text = (key: string, n: number): string => (timer.dataset[key] ?? "{n}").replace("{n}", String(n));

  let before = Number.POSITIVE_INFINITY;
  const tick = (): void => {
    if (!timer.isConnected) return void window.clearInterval(ticking);
    const left = Math.max(0, Math.ceil((deadline - now()) / 1000));
    const words = left === 0 ? text("over", 0) : left <= 120 ? text("seconds", left) : text("minutes", Math.ceil(left / 60));
    if (shown.textContent !== words) shown.textContent = words;
    timer.dataset["status"] = left <= 120 ? "warn" : "none";
    if (said !== null && SAID_AT_S.some((second) => left <= second && before > second)) said.textContent = words;
    before = left;
    if (left === 0) {
      window.clearInterval(ticking);
      if (said !== null) said.textContent = words;
      const works: Promise<unknown>[] = [];
      const detail: Deadline = { first: (work) => void works.push(work) };
      timer.dispatchEvent(new CustomEvent<Deadline>("tutela:deadline", { bubbles: true, detail }));
      const longest = new Promise((done) => window.setTimeout(done, LONGEST_FINISH_MS));
      void Promise.race([Promise.allSettled(works), longest]).then(handIn);
    }
  };
  const handIn = (): void => {
    const form = document.getElementById(timer.dataset["submit"] ?? "");
    if (!(form instanceof HTMLFormElement)) return;
    delete form.dataset["confirm"];
    form.requestSubmit();
  };
  const ticking = window.setInterval(tick, 1000);
  tick();

  if (hide === null) return;
  const hideWord = hide.textContent;
  const set = (hidden: boolean): void => {
    shown.hidden = hidden;
    hide.setAttribute("aria-pressed", String(hidden));
    hide.textContent = hidden ? (hide.dataset["show"] ?? hideWord) : hideWord;
    localStorage.setItem("tutela-timer-hidden", String(hidden));
  };
  hide.hidden = false;
  hide.addEventListener("click", () => set(!shown.hidden));
  set(localStorage.getItem("tutela-timer-hidden") === "true");
});
