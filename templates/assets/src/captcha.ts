// Proof of work before a form that needs no account (the protocol of ALTCHA, solved here; nobody else is asked).
//   <div data-captcha="/api/v1/public/captcha" data-working="…" data-done="…" data-failed="…">
//     <input type="hidden" name="captcha"><p role="status" data-captcha-said></p>
//   </div>
// It begins when somebody begins to fill in the form, works in small pieces so that the page stays quick, and has usually
// ended long before the form is sent; a form that is sent earlier waits for it.
import { behaviour } from "./attach";
import { sha256Hex } from "./sha256";

interface Challenge {
  algorithm: string;
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}

/** A piece of work: shorter than a frame of the screen. */
const PIECE_MS = 10;
/** Solved anew before the ten minutes of the server are over. */
const GOOD_MS = 9 * 60_000;

async function solve(address: string): Promise<string> {
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const asked = (await answer.json()) as Challenge;
  let number = 0;
  while (number <= asked.maxnumber) {
    const until = performance.now() + PIECE_MS;
    for (; number <= asked.maxnumber && performance.now() < until; number += 1) {
      if (sha256Hex(`${asked.salt}${number}`) !== asked.challenge) continue;
      const { algorithm, challenge, salt, signature } = asked;
      return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    }
    await new Promise((go) => setTimeout(go));
  }
  throw new Error("the challenge has no solution");
}

behaviour("[data-captcha]", (place) => {
  const form = place.closest("form");
  const field = place.querySelector<HTMLInputElement>("input[name=captcha]");
  const said = place.querySelector<HTMLElement>("[data-captcha-said]");
  if (form === null || field === null) return;
  let solving: Promise<boolean> | undefined;
  let solvedAt = -Infinity;
  const say = (word: "working" | "done" | "failed"): void => {
    if (said !== null) said.textContent = place.dataset[word] ?? "";
  };
  const work = (): Promise<boolean> => {
    if (field.value !== "" && performance.now() - solvedAt < GOOD_MS) return Promise.resolve(true);
    field.value = "";
    say("working");
    solving ??= solve(place.dataset["captcha"] ?? "")
      .then((solution) => {
        field.value = solution;
        solvedAt = performance.now();
        say("done");
        return true;
      })
      .catch(() => {
        say("failed");
        return false;
      })
      .finally(() => (solving = undefined));
    return solving;
  };
  form.addEventListener("focusin", () => void work(), { once: true });
  form.addEventListener("submit", (event) => {
    if (field.value !== "" && performance.now() - solvedAt < GOOD_MS) return;
    event.preventDefault();
    const sender = event.submitter instanceof HTMLElement ? event.submitter : null;
    void work().then((done) => {
      if (done) form.requestSubmit(sender);
    });
  });
  // A page that a step back brings to life again has used its solution.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) field.value = "";
  });
});
