// Saves a form while it is filled in, and says so.
//   <form data-autosave="/api/v1/…">     where to send the form as JSON (see json.ts)
//     data-method="PATCH"                PUT without it
//     data-sequence="0"                  the last sequence number the server has; each save sends the next one as `sequence`.
//                                        Without the attribute no number is sent.
//     data-stale="…"                     what to say when the server answers `stale-answer`: another window was faster
//     <input type="hidden" data-version data-json="skip" name="updated_at" value="…">   what the text is based on: sent along,
//                                        and taken from the server's answer after each save
//     [data-save-state]                  inside the form or anywhere with data-save-state="<id of the form>": the macro saved()
// A save that fails on the way is repeated; one that the server refuses is not, and the reason is shown. Leaving the page
// with unsaved words is warned. At a deadline (timer.ts) what is not saved yet is sent before the page goes. Sends the event tutela:saved with the server's answer.
import { behaviour } from "./attach";
import { say, whenQuiet } from "./dom";
import { type Json, toJson } from "./json";
import type { Deadline } from "./timer";

const QUIET_MS = 700;
const LONGEST_WAIT_MS = 30_000;
const LAST_TRIES = 3;

type Outcome = "kept" | "refused" | "failed";
type Sent = { text: string; body: { [key: string]: Json } };
type Problem = { code?: string; detail?: string; errors?: { detail: string }[] };

behaviour<HTMLFormElement>("form[data-autosave]", (form) => {
  const address = form.dataset["autosave"] ?? form.action;
  const method = form.dataset["method"] ?? "PUT";
  const numbered = form.dataset["sequence"] !== undefined;
  let sequence = Number(form.dataset["sequence"] ?? "0");
  let saved = JSON.stringify(toJson(form));
  let flight: Promise<Outcome> | undefined;
  let unsure: Sent | undefined;
  let failures = 0;
  let leaving = false;

  const shown =
    form.querySelector<HTMLElement>("[data-save-state]") ??
    (form.id === "" ? null : document.querySelector<HTMLElement>(`[data-save-state="${CSS.escape(form.id)}"]`));
  const tell = (tone: string, word: string, symbol?: string, more = ""): void => {
    if (shown !== null) say(shown, tone, more === "" ? (shown.dataset[word] ?? "") : more, symbol);
  };

  const versions = [...form.querySelectorAll<HTMLInputElement>("input[data-version]")];

  const current = (): string => JSON.stringify(toJson(form));
  const next = (): Sent => {
    const body = toJson(form);
    const text = JSON.stringify(body);
    if (numbered) body["sequence"] = sequence + 1;
    for (const field of versions) body[field.name] = field.value;
    return { text, body };
  };

  const send = async ({ text, body }: Sent, keepalive: boolean): Promise<Outcome> => {
    tell("info", "saving", "half");
    let answer: Response | undefined;
    try {
      answer = await fetch(address, {
        method,
        keepalive,
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify(body),
      });
    } catch {
      answer = undefined;
    }
    if (answer?.ok === true) {
      const answered = (await answer.json().catch(() => null)) as { [key: string]: unknown } | null;
      for (const field of versions) {
        const version = answered?.[field.name];
        if (typeof version === "string") field.value = version;
      }
      unsure = undefined;
      if (numbered) sequence += 1;
      saved = text;
      failures = 0;
      tell("ok", "saved");
      form.dispatchEvent(new CustomEvent("tutela:saved", { bubbles: true, detail: answered }));
      if (current() !== saved) later();
      return "kept";
    }
    if (answer !== undefined && answer.status < 500 && answer.status !== 429) {
      // The number stays free: a window that is behind stays behind, however often it tries.
      unsure = undefined;
      tell("bad", "refused", "bad", await reason(form, answer));
      return "refused";
    }
    // It may have arrived: the same words go again under the same number, and what was written since goes after them.
    if (numbered) unsure = { text, body };
    failures += 1;
    tell("warn", "failed");
    window.setTimeout(() => void save(), Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failures));
    return "failed";
  };

  /** Sends what is not saved yet; while something is on its way, waits for that. */
  const save = (keepalive = false): Promise<Outcome> => {
    const sent = unsure ?? next();
    if (flight === undefined && sent.text === saved) return Promise.resolve("kept");
    flight ??= send(sent, keepalive).finally(() => (flight = undefined));
    return flight;
  };
  const later = whenQuiet(QUIET_MS, () => void save());

  const changed = (): void => {
    if (current() === saved) return;
    tell("none", "unsaved");
    later();
  };
  form.addEventListener("input", changed);
  form.addEventListener("tutela:rows", changed);
  form.addEventListener("change", () => later.now());
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    leaving = true;
    if (flight === undefined) return;
    // What is on its way comes first: the form is based on what the server answers to it.
    event.preventDefault();
    void flight.finally(() => form.requestSubmit(event.submitter));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && form.isConnected && !leaving) void save(true);
  });
  window.addEventListener("beforeunload", (event) => {
    if (form.isConnected && !leaving && current() !== saved) event.preventDefault();
  });
  // The time is over: what was written last goes first, then the page.
  document.addEventListener("tutela:deadline", (event) => {
    if (!form.isConnected) return;
    leaving = true;
    const last = async (): Promise<void> => {
      for (let tries = 0; tries < LAST_TRIES && (unsure !== undefined || flight !== undefined || current() !== saved); tries += 1) {
        if ((await save(true)) === "refused") return;
      }
    };
    (event as CustomEvent<Deadline>).detail.first(last());
  });
});

/** What the server says is wrong. Its words are English; in other languages the page says its own sentence. */
async function reason(form: HTMLFormElement, answer: Response): Promise<string> {
  const problem = (await answer.json().catch(() => null)) as Problem | null;
  const behind = form.dataset["stale"];
  if (problem?.code === "stale-answer" && behind !== undefined) return behind;
  if (document.documentElement.lang !== "en") return "";
  return problem?.errors?.[0]?.detail ?? problem?.detail ?? "";
}
