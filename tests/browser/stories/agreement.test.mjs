// A customer asks for a data-processing agreement and gets a sealed PDF; an altered copy is told apart.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { mailedLink, startDemo } from "../support/demo.mjs";
import { look, pageWith, paint } from "../support/look.mjs";
import { dpa, forms, verify } from "../support/paths.mjs";
import { operator, person } from "../support/people.mjs";

const COMPANY = {
  legal_name: "Sonnenhof Akademie GmbH",
  register_no: "HRB 40404",
  address: "Lindenweg 4, 90402 Nürnberg",
  contact_email: "datenschutz@sonnenhof.example",
  signatory_name: "Greta Sonnenhof",
  signatory_title: "Managing director",
};

let demo;
before(async () => (demo = await startDemo()));
after(() => demo?.stop());

test("an empty request is answered with every field that is missing", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const page = await stage.visitor();
    await page.goto(dpa);
    await page.locator(`${forms.dpa} button:not([type=button])`).last().click({ position: { x: 8, y: 4 } });
    await page.locator("[aria-invalid=true]").first().waitFor();
    const missing = await page.locator("[aria-invalid=true]").evaluateAll((all) => all.map((one) => one.name));
    for (const name of Object.keys(COMPANY)) assert.ok(missing.includes(name), `${name} among ${missing}`);
    await look(page, "dpa-errors");
  }));

test("the agreement is there within seconds, and proves itself", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const page = await stage.visitor();
    await page.goto(dpa);
    const form = page.locator(forms.dpa);
    for (const [name, value] of Object.entries(COMPANY)) await form.locator(`[name=${name}]`).fill(value);
    const country = form.locator("[name=country]");
    if (await country.evaluate((one) => one.localName === "select")) await country.selectOption("DE");
    else await country.fill("DE");
    const language = form.locator("select[name=language]");
    if (await language.count()) await language.selectOption("de");
    else await form.locator("[name=language][value=de]").check();
    await form.locator("button:not([type=button])").last().click();
    const link = page.locator('a[href$="/pdf"]').first();
    await link.waitFor({ timeout: 30_000 });
    await look(page, "dpa-ready");

    const address = await link.getAttribute("href");
    const pdf = Buffer.from(await (await page.request.get(address)).body());
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    await page.goto(verify);
    await page.locator("input[type=file]").setInputFiles({ name: "agreement.pdf", mimeType: "application/pdf", buffer: pdf });
    await submitted(page);
    await look(page, "verify-authentic");
    const authentic = await page.locator("main").innerText();

    const altered = Buffer.from(pdf);
    altered[Math.floor(altered.length / 4)] ^= 1;
    await page.goto(verify);
    await page.locator("input[type=file]").setInputFiles({ name: "agreement.pdf", mimeType: "application/pdf", buffer: altered });
    await submitted(page);
    await look(page, "verify-altered");
    assert.notEqual(await page.locator("main").innerText(), authentic);
    assert.match(await page.locator("main").innerText(), /altered|changed/i);
  }));

test("the agreement is signed by the link in the mail, and in force", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const page = await stage.visitor();
    await page.goto(dpa);
    const form = page.locator(forms.dpa);
    const contact = "recht@sonnenhof.example";
    const company = { ...COMPANY, register_no: "HRB 50505", contact_email: contact };
    for (const [name, value] of Object.entries(company)) await form.locator(`[name=${name}]`).fill(value);
    await form.locator("[name=country]").selectOption("DE");
    await form.locator("button:not([type=button])").last().click();
    const sign = page.locator('form[action$="/countersignature"]');
    await sign.waitFor({ timeout: 30_000 });
    await sign.locator("button").click();
    await page.locator("#e-consent").waitFor();
    await look(page, "agreement-sign-errors");
    for (const name of ["authority", "consent"]) await page.locator(`#f-${name}`).check();
    await page.locator('form[action$="/countersignature"] button').click();
    await page.locator("[data-status=ok]").first().waitFor();
    await look(page, "agreement-link-sent");

    const signatory = await stage.visitor();
    await signatory.goto(await mailedLink(demo, contact, "/countersign/"));
    await look(signatory, "agreement-link");
    await signatory.locator('form[action^="/countersign/"] button').click();
    await signatory.locator('a[href$="/countersigned-pdf"]').waitFor({ timeout: 30_000 });
    await look(signatory, "agreement-in-force");
    const address = await signatory.locator('a[href$="/countersigned-pdf"]').getAttribute("href");
    const pdf = Buffer.from(await (await page.request.get(address)).body());
    await page.goto(verify);
    paint(pdf, "agreement-first");
    paint(pdf, "agreement-clauses", pageWith(pdf, "7.1"));
    paint(pdf, "agreement-annex", pageWith(pdf, "Annex III:"));
    paint(pdf, "agreement-signatures", pageWith(pdf, "For the Processor:"));
    await page.locator("input[type=file]").setInputFiles({ name: "both.pdf", mimeType: "application/pdf", buffer: pdf });
    await submitted(page);
    await look(page, "verify-countersigned");
  }));

test("staff see who signed and why it waits, and a workspace holds it once the contact says so", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const page = await stage.visitor();
    const contact = "vertrag@sonnenhof.example";
    // The same number as the agreement in force of another contact: somebody has to look.
    const company = { ...COMPANY, register_no: "HRB 50505", contact_email: contact };
    await page.goto(dpa);
    const form = page.locator(forms.dpa);
    for (const [name, value] of Object.entries(company)) await form.locator(`[name=${name}]`).fill(value);
    await form.locator("[name=country]").selectOption("DE");
    await form.locator("button:not([type=button])").last().click();
    await page.locator('form[action$="/countersignature"]').waitFor({ timeout: 30_000 });
    for (const name of ["authority", "consent"]) await page.locator(`#f-${name}`).check();
    await page.locator('form[action$="/countersignature"] button').click();
    await page.locator("[data-status=ok]").first().waitFor();
    const signatory = await stage.visitor();
    await signatory.goto(await mailedLink(demo, contact, "/countersign/"));
    await signatory.locator('form[action^="/countersign/"] button').click();
    await signatory.locator('a[href$="/countersigned-pdf"]').waitFor({ timeout: 30_000 });
    await look(signatory, "agreement-waits");
    await page.reload();
    assert.equal(await page.locator('a[href$="/countersigned-pdf"]').count(), 0, "who asked does not see what was signed");
    await look(page, "agreement-kept-back");

    const staff = await stage.as(operator(demo.people, "legal"));
    await staff.goto("/operator/dpa-requests?waits=operator");
    await look(staff, "agreements-board");
    await staff.locator('table a[href^="/operator/dpa-requests/"]').first().click();
    await staff.locator('form[action$="/confirmation"]').waitFor();
    await look(staff, "agreement-decide");

    const owner = await stage.as(person(demo.people, "globex", "owner"));
    await owner.goto("/settings/agreements");
    await owner.locator("#f-address").fill(signatory.url());
    await owner.locator('form[action$="/attachment"] button').click();
    await owner.locator("[data-status=ok]").first().waitFor();
    await look(owner, "agreement-attach-asked");
    await signatory.goto(await mailedLink(demo, contact, "/attach/"));
    await look(signatory, "agreement-attach");
    await signatory.locator('form[action^="/attach/"] button.primary').click();
    await signatory.locator('a[href$="/countersigned-pdf"]').waitFor();
    await owner.reload();
    await look(owner, "agreement-held-now");
  }));

test("a workspace finds its agreement in force, and asks for another", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const owner = await stage.as(person(demo.people, "acme", "owner"));
    await owner.goto("/settings/agreements");
    await look(owner, "agreements-held");
    await owner.locator('table a[href^="/settings/agreements/"]').first().click();
    await owner.locator('a[href$="/countersigned-pdf"]').waitFor();
    await look(owner, "agreement-held");
    await owner.goto("/settings/agreements/new");
    await look(owner, "agreement-new");
    await owner.goto("/settings/instructions");
    await look(owner, "instructions");
  }));

/** Sends the form of the file, unless dropping the file has sent it already. */
async function submitted(page) {
  const button = page.locator("form:has(input[type=file]) button:not([type=button])");
  if ((await button.count()) && (await button.first().isVisible())) await button.first().click();
  await page.locator("main [data-status]").first().waitFor();
  await page.waitForLoadState("networkidle");
}
