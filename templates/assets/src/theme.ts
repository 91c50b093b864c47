// Puts the chosen theme on <html> before the first paint. Loaded on its own, blocking, in <head>; everything else is deferred.
const chosen = localStorage.getItem("tutela-theme");
if (chosen === "light" || chosen === "dark") document.documentElement.dataset["theme"] = chosen;
