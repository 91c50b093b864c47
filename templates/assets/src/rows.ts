// Rows that can be added and removed: the options of a question.
//   [data-rows]                     around everything below
//     data-rows-min="2" data-rows-max="8"
//     [data-rows-list]              holds the rows
//       [data-row]                  one row
//         <button type="button" data-row-remove hidden>
//     <template data-row-template>  a new row; __n__ in its attributes and texts becomes a number that no other row has
//     <button type="button" data-row-add hidden>
// Without JavaScript the page offers a few empty rows; empty ones are not stored. Sends the event tutela:rows.
import { attach, behaviour } from "./attach";

behaviour("[data-rows]", (rows) => {
  const list = rows.querySelector<HTMLElement>("[data-rows-list]");
  const template = rows.querySelector<HTMLTemplateElement>("template[data-row-template]");
  const add = rows.querySelector<HTMLButtonElement>("[data-row-add]");
  if (list === null || template === null) return;
  const min = Number(rows.dataset["rowsMin"] ?? "0");
  const max = Number(rows.dataset["rowsMax"] ?? "100");
  const all = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>("[data-row]")];
  let next = all().length;

  const changed = (): void => {
    const count = all().length;
    if (add !== null) add.disabled = count >= max;
    for (const button of list.querySelectorAll<HTMLButtonElement>("[data-row-remove]")) {
      button.hidden = false;
      button.disabled = count <= min;
    }
  };
  const tell = (): void => {
    changed();
    rows.dispatchEvent(new CustomEvent("tutela:rows", { bubbles: true }));
  };

  if (add !== null) {
    add.hidden = false;
    add.addEventListener("click", () => {
      const holder = document.createElement("template");
      holder.innerHTML = template.innerHTML.replaceAll("__n__", String(next++));
      const row = holder.content.firstElementChild;
      if (row === null) return;
      list.append(row);
      attach(row);
      tell();
      row.querySelector<HTMLElement>("input:not([type=radio], [type=checkbox]), textarea")?.focus();
    });
  }
  list.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-row-remove]") : null;
    const row = button?.closest<HTMLElement>("[data-row]");
    if (row === null || row === undefined || all().length <= min) return;
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    tell();
    (neighbour?.querySelector<HTMLElement>("[data-row-remove]:not(:disabled)") ?? add)?.focus();
  });
  changed();
});
