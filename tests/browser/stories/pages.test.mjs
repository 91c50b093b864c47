// Every page that a person is shown: it opens, it looks right to axe wide and narrow, light and dark, and no link is dead.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { forms, kind, open, pages, signIn } from "../support/paths.mjs";
import { operator, person } from "../support/people.mjs";
import { tour } from "../support/tour.mjs";

let demo;
before(async () => (demo = await startDemo()));
after(() => demo?.stop());

const on = (story) => Stage.play(demo.baseUrl, story);
const shared = new Set(open.map(kind));

test("anybody finds the way around the public pages", () =>
  on(async (stage) => void (await tour(await stage.visitor(), open, { prefix: "public" }))));

for (const role of ["owner", "instructor", "learner"]) {
  test(`the ${role} finds the way around`, () =>
    on(async (stage) => {
      const page = await stage.as(person(demo.people, "acme", role));
      const seen = await tour(page, [new URL(page.url()).pathname, ...pages[role]], { prefix: role, skip: shared });
      for (const path of pages[role]) assert.ok(seen.has(kind(path)), `${path} was not seen`);
    }));
}

test("the operator's legal staff find the way around", () =>
  on(async (stage) => {
    const page = await stage.as(operator(demo.people, "legal"));
    await tour(page, [new URL(page.url()).pathname, ...pages.legal], { prefix: "operator", skip: shared });
  }));

test("German readers get German pages", () =>
  on(async (stage) => {
    const page = await stage.visitor({ locale: "de-DE" });
    for (const path of open) {
      await page.goto(path);
      assert.equal(await page.locator("html").getAttribute("lang"), "de", path);
      await look(page, `de-${kind(path)}`);
    }
  }));

for (const role of ["owner", "learner"]) {
  test(`the German ${role} finds the way around in German`, () =>
    on(async (stage) => {
      const page = await stage.as(person(demo.people, "globex", role));
      const seen = await tour(page, [new URL(page.url()).pathname, ...pages[role]], { prefix: `de-${role}`, skip: shared, language: "de" });
      for (const path of pages[role]) assert.ok(seen.has(kind(path)), `${path} was not seen`);
    }));
}

test("a reader chooses another language, and keeps it", () =>
  on(async (stage) => {
    const page = await stage.visitor();
    await page.goto("/verify");
    await page.locator('form[action="/language"] button[value=de]').first().click();
    await page.locator("html[lang=de]").waitFor();
    assert.equal(new URL(page.url()).pathname, "/verify");
    await look(page, "language-chosen");
    await page.goto("/subprocessors");
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
  }));

test("the trust page says which measures are taken", () =>
  on(async (stage) => {
    const page = await stage.visitor();
    await page.goto("/trust?show=planned");
    assert.ok((await page.locator("section[aria-labelledby=h-measures] article").count()) > 10);
    await look(page, "trust-measures");
  }));

test("what does not exist is said in words, to strangers and to people who are signed in", () =>
  on(async (stage) => {
    const stranger = await stage.visitor();
    assert.equal((await stranger.goto("/nowhere")).status(), 404);
    await look(stranger, "nowhere");
    await stranger.goto("/verify/7K3M-9QXT-2WPD-5RVH");
    assert.equal(await stranger.locator("main dl.facts").count(), 0, "nothing is known about it");
    await look(stranger, "verify-unknown-code");
    await stranger.goto("/invitations/no-such-link");
    await look(stranger, "invitation-gone");
    const owner = await stage.as(person(demo.people, "acme", "owner"));
    assert.equal((await owner.goto("/people/01900000-0000-7000-8000-000000000000")).status(), 404);
    await look(owner, "nowhere-signed-in");
  }));

test("a wrong password is refused in words, and the words are tied to the form", () =>
  on(async (stage) => {
    const page = await stage.visitor();
    await page.goto(signIn);
    const { email } = person(demo.people, "acme", "owner");
    for (const [name, value] of Object.entries({ workspace: "acme", email, password: "not the password at all" })) {
      await page.locator(`${forms.signIn} [name=${name}]`).fill(value);
    }
    await Promise.all([page.waitForResponse((one) => one.request().method() === "POST"), page.locator(`${forms.signIn} button:not([type=button])`).first().click()]);
    await page.waitForLoadState();
    assert.equal(new URL(page.url()).pathname, signIn);
    assert.equal(await page.locator("[name=password]").inputValue(), "", "the password is not sent back");
    await look(page, "sign-in-refused");
  }));

test("the keyboard alone reaches the content first, and everything it reaches can be seen", () =>
  on(async (stage) => {
    const page = await stage.as(person(demo.people, "acme", "owner"));
    await page.goto("/people");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main", "the first stop is the link past the navigation");
    for (let stops = 0; stops < 40; stops += 1) {
      await page.keyboard.press("Tab");
      const invisible = await page.evaluate(() => {
        const one = document.activeElement;
        if (one === document.body) return "";
        const { width, height } = one.getBoundingClientRect();
        const { outlineStyle, boxShadow } = getComputedStyle(one);
        return width * height > 0 && (outlineStyle !== "none" || boxShadow !== "none") ? "" : one.outerHTML.slice(0, 120);
      });
      assert.equal(invisible, "", "focus cannot be seen");
    }
  }));

test("signing in works without JavaScript", () =>
  on(async (stage) => {
    const page = await stage.as(person(demo.people, "acme", "learner"), { javaScriptEnabled: false });
    await page.goto(pages.learner[0]);
    assert.equal(new URL(page.url()).pathname, pages.learner[0]);
  }));
