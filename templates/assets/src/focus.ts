// The list of wrong fields gets the focus when the page comes back with it.
//   [data-focus]
import { behaviour } from "./attach";

behaviour("[data-focus]", (element) => element.focus());
