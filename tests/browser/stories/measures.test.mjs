// What the operator's people do for the data: written, approved by a second person, checked, revised and retired.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { sql, startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { operator } from "../support/people.mjs";

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.stop());

const NAME = "Visitors of the offices are accompanied";
const TEXT = "Reception writes every visitor into a book, and a member of staff goes with them until they leave.";
const ID = /\/operator\/measures\/[0-9a-f-]{36}$/;
const REGISTER = "/operator/measures";

const save = (page) => page.locator("form[data-dirty] button.primary").click();
const press = (page, action) => page.locator(`form[action$="${action}"] button:not([type=button])`).first().click();
const invalid = (page) => page.locator("[aria-invalid=true]").evaluateAll((all) => all.map((one) => one.id.replace("f-", "")));

/** Fills what of the form is named. */
async function writes(page, facts) {
  for (const [id, value] of Object.entries(facts)) await page.locator(`[id="f-${id}"]`).fill(value);
}

/** Records a look at the measure. */
async function checks(page, result, facts) {
  await page.locator("#f-result").selectOption(result);
  await writes(page, facts);
  await press(page, "/checks");
}

test("a measure is written, approved, checked, revised and retired", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto(REGISTER);
    await legal.locator("main table").first().waitFor();
    await look(legal, "measures-register");

    await legal.goto(`${REGISTER}/new`);
    await writes(legal, { name_en: NAME, "text_en": "We follow best practice with visitors.", "evidence.1.title": "Book of visitors" });
    await save(legal);
    await legal.locator("#errors").waitFor();
    const wrong = await invalid(legal);
    for (const field of ["heading", "name_de", "text_en", "text_de", "evidence.1.source", "promises"]) assert.ok(wrong.includes(field), `${field} among ${wrong}`);
    assert.equal(await legal.locator("#f-name_en").inputValue(), NAME, "what was typed stays");
    assert.equal(await legal.locator('[id="f-evidence.1.title"]').inputValue(), "Book of visitors", "in its row");
    await look(legal, "measures-draft-errors");

    await legal.locator("#f-heading").selectOption({ index: 1 });
    await writes(legal, {
      text_en: TEXT,
      name_de: "Wer die Büros besucht, wird begleitet",
      text_de: "Der Empfang trägt alle Gäste in ein Buch ein, und jemand aus dem Team begleitet sie, bis sie gehen.",
      "evidence.1.source": "https://files.tutela.example/visitors/book",
    });
    await legal.locator('[name=promises][value="M-8.4"]').check();
    await save(legal);
    await legal.waitForURL(ID);
    const measure = new URL(legal.url()).pathname;
    assert.equal(await legal.locator('form[action$="/approval"]').count(), 0, "nobody approves what they wrote");
    await look(legal, "measures-draft");

    const security = await stage.as(operator(demo.people, "security"));
    await security.goto(measure);
    await press(security, "/rejection");
    await security.locator("#e-reason").waitFor();
    await look(security, "measures-decide-errors");
    await security.locator("#f-reason").fill("Say who looks into the book, and how often.");
    await press(security, "/rejection");
    await security.locator('form[action$="/rejection"]').waitFor({ state: "detached" });
    await legal.goto(measure);
    await legal.getByText("Say who looks into the book").waitFor();
    await look(legal, "measures-rejected");
    await legal.locator(`a[href="${measure}/draft"]`).click();
    await writes(legal, { text_en: `${TEXT} The office manager reads the book every month.` });
    await save(legal);
    await legal.waitForURL(ID);

    await security.goto(measure);
    await press(security, "/approval");
    await security.locator('form[action$="/approval"]').waitFor({ state: "detached" });
    await look(security, "measures-in-use");
    await press(security, "/checks");
    await security.locator("#e-result").waitFor();
    await look(security, "measures-check-errors");
    const book = { note: "Twelve visits in March, each with a name of who went along.", title: "Book of visitors, March", source: "SEC-2026-03" };
    await checks(security, "holds", book);
    await security.locator("#errors").waitFor({ state: "detached" });
    await security.getByText("Twelve visits in March").waitFor();
    await checks(security, "shortcoming", { ...book, note: "Nobody wrote down the electricians of 4 April.", title: "Book of visitors, April" });
    await security.getByText("the electricians of 4 April").waitFor();
    await look(security, "measures-shortcoming");
    await security.goto(REGISTER);
    await look(security, "measures-register-shortcoming");
    sql(demo.folder, "UPDATE measure SET check_due_at = '2026-01-05T09:00:00.000000+00:00' WHERE shortcoming_at IS NOT NULL");
    await security.reload();
    await security.getByText("Overdue since 5 Jan 2026").waitFor();
    await look(security, "measures-register-overdue");

    await legal.goto(`${measure}/revision`);
    await writes(legal, { text_en: `${TEXT} Craftsmen are visitors, too.` });
    await look(legal, "measures-revision");
    await save(legal);
    await legal.waitForURL((url) => ID.test(url.pathname) && url.pathname !== measure);
    const second = new URL(legal.url()).pathname;
    await security.goto(second);
    await press(security, "/approval");
    await security.locator('form[action$="/approval"]').waitFor({ state: "detached" });
    await look(security, "measures-second-version");
    await security.goto(measure);
    await look(security, "measures-replaced");

    const visitor = await stage.visitor();
    await visitor.goto("/trust");
    const shown = visitor.locator("main", { hasText: "Craftsmen are visitors, too." });
    await shown.waitFor();
    await look(visitor, "measures-public");

    await legal.goto(second);
    await legal.locator("#f-reason").fill("The offices are given up; everybody works from home.");
    await press(legal, "/retirement");
    await legal.locator('form[action$="/retirement/end"]').waitFor();
    assert.equal(await legal.locator('form[action$="/retirement/approval"]').count(), 0, "nobody approves what they propose");
    await look(legal, "measures-retirement-own");
    await security.goto(second);
    await look(security, "measures-retirement");
    await press(security, "/retirement/approval");
    await security.locator('form[action$="/retirement/approval"]').waitFor({ state: "detached" });
    await look(security, "measures-retired");
    await security.goto(REGISTER);
    await security.locator("#h-over").waitFor();
    await look(security, "measures-register-over");
    await visitor.goto("/trust");
    assert.equal(await visitor.getByText("Craftsmen are visitors, too.").count(), 0, "it is not done any more");
  }));
