// A real Chromium, one context per person, and everything that a page complained about.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { forms, signIn } from "./paths.mjs";

const NAMES = [process.env.TUTELA_TEST_CHROMIUM, "chromium", "chromium-browser", "google-chrome"].filter(Boolean);

function executable() {
  for (const name of NAMES) {
    const places = name.includes("/") ? [name] : process.env.PATH.split(delimiter).map((folder) => join(folder, name));
    const found = places.find((place) => existsSync(place));
    if (found) return found;
  }
  return undefined; // the one that playwright-core installed, if there is one
}

/** Starts the browser. It asks nobody outside: no updates, no metrics, no safe-browsing lists. */
export function launch() {
  return chromium.launch({
    executablePath: executable(),
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-dev-shm-usage",
      "--force-color-profile=srgb",
    ],
  });
}

/** The people of one story, each in a context of their own. */
export class Stage {
  #browser;
  #contexts = [];
  #allowed = [];
  complaints = [];

  constructor(browser, baseUrl) {
    this.#browser = browser;
    this.baseUrl = baseUrl;
  }

  /** Plays a story; afterwards the browser ends, and the story fails when a page complained. */
  static async play(baseUrl, story) {
    const stage = new Stage(await launch(), baseUrl);
    const failures = [];
    await story(stage).catch((error) => failures.push(error));
    await stage.#close().catch((error) => failures.push(error));
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) throw new Error(failures.map(({ message }) => message).join("\n"), { cause: failures[0] });
  }

  /** A complaint that the story provokes on purpose. */
  allow(pattern) {
    this.#allowed.push(pattern);
  }

  /** Somebody who is not signed in. */
  async visitor({ locale = "en-GB", javaScriptEnabled = true } = {}) {
    const context = await this.#browser.newContext({
      baseURL: this.baseUrl,
      locale,
      javaScriptEnabled,
      timezoneId: "Europe/Berlin",
      viewport: { width: 1280, height: 900 },
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(15_000);
    this.#contexts.push(context);
    const page = await context.newPage();
    this.#listen(page);
    return page;
  }

  /** Signs a person in through the real form and gives their page. */
  async as({ workspace, email, password }, options) {
    const page = await this.visitor(options);
    await page.goto(signIn);
    const form = page.locator(forms.signIn);
    await form.locator("[name=workspace]").fill(workspace);
    await form.locator("[name=email]").fill(email);
    await form.locator("[name=password]").fill(password);
    await Promise.all([page.waitForURL((url) => url.pathname !== signIn), form.locator("button:not([type=button])").first().click()]);
    return page;
  }

  #listen(page) {
    const complain = (what) => {
      if (!this.#allowed.some((pattern) => pattern.test(what))) this.complaints.push(`${new URL(page.url(), this.baseUrl).pathname}: ${what}`);
    };
    page.on("pageerror", (error) => complain(`error: ${error.message}`));
    page.on("console", (message) => {
      // A refused document or request is judged by its response, below.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complain(`console: ${message.text()}`);
    });
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText;
      if (why !== "net::ERR_ABORTED") complain(`${request.method()} ${request.url()} failed: ${why}`);
    });
    page.on("response", (response) => {
      const part = response.request().resourceType() !== "document";
      if (response.status() >= 500 || (part && response.status() >= 400)) complain(`${response.status()} for ${response.url()}`);
      if (new URL(response.url()).origin !== new URL(this.baseUrl).origin) complain(`something was loaded from elsewhere: ${response.url()}`);
    });
  }

  async #close() {
    for (const context of this.#contexts) await context.close();
    await this.#browser.close();
    if (this.complaints.length > 0) throw new Error(`Pages complained:\n- ${[...new Set(this.complaints)].join("\n- ")}`);
  }
}
