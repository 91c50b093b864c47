// A file can be dropped where it can be chosen.
//   [data-drop]            around an <input type="file">: the macro drop()
//   [data-drop-name]       inside: shows the name and the size of the file
//   <form data-drop-post>  is sent as soon as there is a file
import { behaviour } from "./attach";

behaviour("[data-drop]", (zone) => {
  const input = zone.querySelector<HTMLInputElement>('input[type="file"]');
  const name = zone.querySelector<HTMLElement>("[data-drop-name]");
  if (input === null) return;

  for (const kind of ["dragenter", "dragover"] as const) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.dataset["over"] = "";
    });
  }
  for (const kind of ["dragleave", "drop", "dragend"] as const) zone.addEventListener(kind, () => delete zone.dataset["over"]);

  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = event.dataTransfer?.files;
    if (files === undefined || files.length === 0) return;
    input.files = files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (name !== null) {
      name.hidden = file === undefined;
      name.textContent = file === undefined ? "" : `${file.name}, ${size(file.size)}`;
    }
    if (file !== undefined && input.form?.dataset["dropPost"] !== undefined) input.form.requestSubmit();
  });
});

function size(bytes: number): string {
  const lang = document.documentElement.lang;
  const unit = bytes < 1_000_000 ? "kilobyte" : "megabyte";
  const amount = Math.max(0.1, bytes / (unit === "kilobyte" ? 1_000 : 1_000_000));
  return new Intl.NumberFormat(lang, { style: "unit", unit, maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount);
}
