// A form that waited for a password goes on by itself; without a script its button does it.
//   <form data-resend>
import { behaviour } from "./attach";

behaviour<HTMLFormElement>("form[data-resend]", (form) => form.requestSubmit());
