// One box for all boxes of a table.
//   <input type="checkbox" data-check-all="user_ids">        in the head: ticks every box of this name in the same form; its
//                                                            label is `hidden` until it works
//   <output data-checked-count="user_ids">                   says how many are ticked
//   <button data-needs-checked="user_ids">                   is off while none is
import { behaviour } from "./attach";

behaviour<HTMLInputElement>("input[data-check-all]", (all) => {
  const name = all.dataset["checkAll"] ?? "";
  if (all.labels !== null) for (const label of all.labels) label.hidden = false;
  const scope: ParentNode = all.form ?? document;
  const named = CSS.escape(name);
  const boxes = (): HTMLInputElement[] => [...scope.querySelectorAll<HTMLInputElement>(`input[type="checkbox"][name="${named}"]:not(:disabled)`)];
  const show = (): void => {
    const list = boxes();
    const ticked = list.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === list.length;
    all.indeterminate = ticked > 0 && ticked < list.length;
    for (const output of scope.querySelectorAll<HTMLElement>(`[data-checked-count="${named}"]`)) output.textContent = String(ticked);
    for (const button of scope.querySelectorAll<HTMLButtonElement>(`button[data-needs-checked="${named}"]`)) button.disabled = ticked === 0;
  };
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    show();
  });
  scope.addEventListener("change", (event) => {
    if (event.target !== all) show();
  });
  show();
});
