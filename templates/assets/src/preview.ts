// Shows what a text will look like while it is written.
//   <textarea data-preview="/modules/preview"   posts the text as the form field `source`, gets a fragment of HTML
//             data-preview-into="preview">      the id of the element it goes into
import { behaviour } from "./attach";
import { whenQuiet } from "./dom";

const QUIET_MS = 300;

behaviour<HTMLTextAreaElement>("textarea[data-preview]", (area) => {
  const into = document.getElementById(area.dataset["previewInto"] ?? "preview");
  const address = area.dataset["preview"];
  if (into === null || address === undefined) return;
  let asked = 0;

  const show = async (): Promise<void> => {
    const mine = ++asked;
    try {
      const answer = await fetch(address, { method: "POST", headers: { accept: "text/html" }, body: new URLSearchParams({ source: area.value }) });
      const fragment = await answer.text();
      // An answer that arrives after a later one is old; one that failed leaves what is there.
      if (mine === asked && answer.ok) into.innerHTML = fragment;
    } catch {
      // The next keystroke asks again.
    }
  };
  area.addEventListener("input", whenQuiet(QUIET_MS, () => void show()));
  if (into.childElementCount === 0 && area.value !== "") void show();
});
