// Warns before leaving a form that was changed and not sent.
//   <form data-dirty>
import { behaviour } from "./attach";

behaviour<HTMLFormElement>("form[data-dirty]", (form) => {
  let dirty = false;
  form.addEventListener("input", () => (dirty = true));
  form.addEventListener("tutela:rows", () => (dirty = true));
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) dirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty && form.isConnected) event.preventDefault();
  });
});
