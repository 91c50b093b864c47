// Asks before something is sent, in the dialog at the end of every page.
//   <form data-confirm="Publish this module? 32 people get a mail.">   or the same on a submit button
// What cannot be undone uses the macro confirm() instead, which needs no JavaScript.
import { behaviour } from "./attach";

let answered: HTMLFormElement | undefined;

behaviour<HTMLFormElement>("form", (form) => {
  form.addEventListener("submit", (event) => {
    const button = event.submitter instanceof HTMLElement ? event.submitter : null;
    const question = button?.dataset["confirm"] ?? form.dataset["confirm"];
    if (question === undefined || event.defaultPrevented) return;
    if (answered === form) return void (answered = undefined);
    const dialog = document.querySelector<HTMLDialogElement>("[data-confirm-dialog]");
    const text = dialog?.querySelector("[data-confirm-text]");
    const yes = dialog?.querySelector<HTMLButtonElement>("[data-confirm-yes]");
    const no = dialog?.querySelector<HTMLButtonElement>("[data-confirm-no]");
    if (!dialog || !text || !yes || !no) return;
    event.preventDefault();
    text.textContent = question;
    yes.className = `button ${button?.classList.contains("danger") === true ? "danger" : "primary"}`;
    yes.onclick = () => {
      dialog.close();
      answered = form;
      form.requestSubmit(button);
    };
    no.onclick = () => dialog.close();
    dialog.showModal();
    no.focus();
  });
});
