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
