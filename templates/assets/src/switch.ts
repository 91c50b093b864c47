// Light, dark, or as the system says; kept in this browser (theme.ts puts it on <html> before the first paint).
//   [data-theme-switch] with buttons whose value is light, dark or system
import { behaviour } from "./attach";

const KEY = "tutela-theme";

behaviour("[data-theme-switch]", (group) => {
  const buttons = [...group.querySelectorAll("button")];
  const show = (): void => {
    const chosen = localStorage.getItem(KEY) ?? "system";
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === chosen));
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const root = document.documentElement;
      if (button.value === "system") {
        localStorage.removeItem(KEY);
        delete root.dataset["theme"];
      } else {
        localStorage.setItem(KEY, button.value);
        root.dataset["theme"] = button.value;
      }
      show();
    });
  }
  group.hidden = false;
  show();
});
