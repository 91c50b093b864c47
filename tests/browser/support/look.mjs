// Looks at a page as people do: wide and narrow, light and dark; keeps the pictures, and fails on what axe finds, on
// sideways scrolling and on texts that are missing.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";

const WIDTHS = [1280, 360];
const SCHEMES = ["light", "dark"];
// WCAG 2.2 A and AA, and what axe calls good practice: landmarks, order of headings.
const RULES = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations"],
};

let shots;

/** Where the pictures go: TUTELA_SHOTS, or a temporary folder. */
export function shotsFolder() {
  shots ??= process.env.TUTELA_SHOTS || mkdtempSync(join(tmpdir(), "tutela-shots-"));
  mkdirSync(shots, { recursive: true });
  return shots;
}

let claims;

/** A name is for one look of one test: a second one would write over the pictures of the first. */
function claim(name) {
  claims ??= process.env.TUTELA_TEST_SHOT_NAMES || mkdtempSync(join(tmpdir(), "tutela-shot-names-"));
  try {
    writeFileSync(join(claims, name), "", { flag: "wx" });
  } catch (error) {
    throw error.code === "EEXIST" ? new Error(`two looks write pictures with the name ${name}`) : error;
  }
}

/** Pictures are called NAME-WIDTH-SCHEME.png. Leaves the page wide and light. */
export async function look(page, name) {
  claim(name);
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width > 600 ? 900 : 780 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      await page.screenshot({ path: join(shotsFolder(), `${name}-${width}-${colorScheme}.png`), fullPage: true });
      found.push(...(await violations(page)).map((what) => `${width} ${colorScheme}: ${what}`));
    }
    const sideways = await overflow(page);
    if (sideways) found.push(`${width}: scrolls sideways; too wide: ${sideways}`);
  }
  for (const [, key] of (await page.content()).matchAll(/⟪(.*?)⟫/g)) found.push(`a text is missing: ${key}`);
  await page.setViewportSize({ width: WIDTHS[0], height: 900 });
  await page.emulateMedia({ colorScheme: SCHEMES[0] });
  if (found.length > 0) throw new Error(`${name} (${new URL(page.url()).pathname}):\n- ${[...new Set(found)].join("\n- ")}`);
}

/** Keeps a page of a PDF as the picture NAME.png. */
export function paint(pdf, name, number = 1) {
  claim(name);
  poppler("pdftoppm", ["-png", "-singlefile", "-f", String(number), "-scale-to", "1400", "-", join(shotsFolder(), name)], pdf);
}

/** The number of the first page of a PDF on which a line begins so. */
export function pageWith(pdf, beginning) {
  const pages = poppler("pdftotext", ["-layout", "-", "-"], pdf).split("\f");
  const found = pages.findIndex((page) => page.split("\n").some((line) => line.trim().startsWith(beginning)));
  if (found < 0) throw new Error(`no line of the PDF begins with ${beginning}`);
  return found + 1;
}

function poppler(program, words, pdf) {
  const { status, stdout, error, stderr } = spawnSync(program, words, { input: pdf, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${program} (of poppler-utils): ${error?.message ?? stderr}`);
  return stdout;
}

async function settled(page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished));
  });
}

/** What axe finds, one line each. */
export async function violations(page) {
  // Evaluated through the debugger, so that the page's content security policy stays as it is.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate((rules) => window.axe.run(document, rules).then((result) => result.violations), RULES);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(" ")}: ${failureSummary.split("\n").slice(1).join(" ").trim()}`),
  );
}

/** The elements that make the page scroll sideways, or "". */
export function overflow(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return "";
    const clipped = (element) => {
      for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) {
        if (getComputedStyle(one).overflowX !== "visible") return true;
      }
      return false;
    };
    const wide = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !clipped(one));
    const label = (one) => one.localName + (one.id && `#${one.id}`) + [...one.classList].map((name) => `.${name}`).join("");
    return wide.slice(0, 4).map(label).join(", ") || `${root.scrollWidth} of ${root.clientWidth} px`;
  });
}
