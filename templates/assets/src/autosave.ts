// Saves a form while it is filled in, and says so.
//   <form data-autosave="/api/v1/…">     where to send the form as JSON (see json.ts)
//     data-method="PATCH"                PUT without it
//     data-sequence="0"                  the last sequence number the server has; each save sends the next one as `sequence`.
//                                        Without the attribute no number is sent.
//     <input type="hidden" data-version data-json="skip" name="updated_at" value="…">   what the text is based on: sent along,
//                                        and taken from the server's answer after each save
//     [data-save-state]                  inside the form or anywhere with data-save-state="<id of the form>": the macro saved()
// A save that fails on the way is repeated; one that the server refuses is not, and the reason is shown. Leaving the page
// with unsaved words is warned. Sends the event tutela:saved with the server's answer.
import { behaviour } from "./attach";
import { say, whenQuiet } from "./dom";
import { toJson } from "./json";

const QUIET_MS = 700;
const LONGEST_WAIT_MS = 30_000;

behaviour<HTMLFormElement>("form[data-autosave]", (form) => {
  const address = form.dataset["autosave"] ?? form.action;
  const method = form.dataset["method"] ?? "PUT";
  const numbered = form.dataset["sequence"] !== undefined;
  let sequence = Number(form.dataset["sequence"] ?? "0");
  let saved = JSON.stringify(toJson(form));
  let sending = false;
  let failures = 0;
  let leaving = false;

  const shown =
    form.querySelector<HTMLElement>("[data-save-state]") ??
    (form.id === "" ? null : document.querySelector<HTMLElement>(`[data-save-state="${CSS.escape(form.id)}"]`));
  const tell = (tone: string, word: string, symbol?: string, more = ""): void => {
    if (shown !== null) say(shown, tone, more === "" ? (shown.dataset[word] ?? "") : more, symbol);
  };

  const versions = [...form.querySelectorAll<HTMLInputElement>("input[data-version]")];

  const save = async (keepalive = false): Promise<void> => {
    const body = toJson(form);
    const text = JSON.stringify(body);
    if (sending || text === saved) return;
    sending = true;
    tell("info", "saving", "half");
    if (numbered) body["sequence"] = ++sequence;
    for (const field of versions) body[field.name] = field.value;
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
    const answered = answer?.ok === true ? ((await answer.json().catch(() => null)) as { [key: string]: unknown } | null) : null;
    for (const field of versions) {
      const version = answered?.[field.name];
      if (typeof version === "string") field.value = version;
    }
    sending = false;
    if (answer?.ok === true) {
      saved = text;
      failures = 0;
      tell("ok", "saved");
      form.dispatchEvent(new CustomEvent("tutela:saved", { bubbles: true, detail: answered }));
      if (JSON.stringify(toJson(form)) !== saved) later();
    } else if (answer !== undefined && answer.status < 500 && answer.status !== 429) {
      tell("bad", "refused", "bad", await reason(answer));
    } else {
      failures += 1;
      tell("warn", "failed");
      window.setTimeout(() => void save(), Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failures));
    }
  };
  const later = whenQuiet(QUIET_MS, () => void save());

  const changed = (): void => {
    if (JSON.stringify(toJson(form)) === saved) return;
    tell("none", "unsaved");
    later();
  };
  form.addEventListener("input", changed);
  form.addEventListener("tutela:rows", changed);
  form.addEventListener("change", () => later.now());
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) leaving = true;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && form.isConnected && !leaving) void save(true);
  });
  window.addEventListener("beforeunload", (event) => {
    if (form.isConnected && !leaving && JSON.stringify(toJson(form)) !== saved) event.preventDefault();
  });
});

/** What the server says is wrong. Its words are English; in other languages the page says its own sentence. */
async function reason(answer: Response): Promise<string> {
  if (document.documentElement.lang !== "en") return "";
  const problem = (await answer.json().catch(() => null)) as { detail?: string; errors?: { detail: string }[] } | null;
  return problem?.errors?.[0]?.detail ?? problem?.detail ?? "";
}
