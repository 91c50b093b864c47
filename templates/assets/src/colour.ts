// Shows a workspace's colour while it is chosen.
//   <input data-colour-preview>   six hexadecimal digits, with or without #; the whole page takes the colour until it is left
import { behaviour } from "./attach";

behaviour<HTMLInputElement>("input[data-colour-preview]", (input) => {
  input.addEventListener("input", () => {
    const digits = /^#?([0-9a-f]{6})$/i.exec(input.value.trim())?.[1];
    if (digits !== undefined) document.documentElement.style.setProperty("--accent", `#${digits}`);
  });
});
