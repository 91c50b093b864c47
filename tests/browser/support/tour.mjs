// Follows every link that a person is shown, once per kind of page, and looks at each kind.
import { kind, left } from "./paths.mjs";
import { look } from "./look.mjs";

/**
 * Opens `starts` and what they link to. Gives the kinds that were seen; throws at the end with all that was wrong.
 * `prefix` begins the names of the pictures; `skip` names kinds that another person's tour has looked at;
 * `language` is what every page must be in, if it is given.
 */
export async function tour(page, starts, { prefix, skip = new Set(), language }) {
  const seen = new Set();
  const wrong = [];
  const waiting = starts.map((path) => ({ path, from: "the list of pages" }));
  while (waiting.length > 0) {
    const { path, from } = waiting.shift();
    const { pathname } = new URL(path, "http://any.invalid");
    const name = kind(pathname);
    if (seen.has(name)) continue;
    seen.add(name);
    try {
      const response = await page.goto(path);
      if (!response.headers()["content-type"]?.startsWith("text/html")) throw new Error("is no page");
      if (response.status() >= 400) throw new Error(`answers ${response.status()}`);
      const spoken = await page.locator("html").getAttribute("lang");
      if (language && spoken !== language) throw new Error(`is in ${spoken}`);
      if (!skip.has(name)) await look(page, `${prefix}-${name}`);
      for (const link of await links(page)) waiting.push({ path: link, from: pathname });
    } catch (error) {
      wrong.push(`${path} (linked from ${from}): ${error.message}`);
    }
  }
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  return seen;
}

async function links(page) {
  const hrefs = await page.locator("a[href]:not([download])").evaluateAll((all) => all.map((one) => one.href));
  const here = new URL(page.url()).origin;
  return hrefs
    .map((href) => new URL(href))
    .filter(({ origin, pathname }) => origin === here && !left.some((pattern) => pattern.test(pathname)))
    .map(({ pathname, search }) => pathname + search);
}
