// A customer asks for a data-processing agreement and gets a sealed PDF; an altered copy is told apart.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { dpa, forms, verify } from "../support/paths.mjs";

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
    await page.locator(`${forms.dpa} button:not([type=button])`).last().click();
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

/** Sends the form of the file, unless dropping the file has sent it already. */
async function submitted(page) {
  const button = page.locator("form:has(input[type=file]) button:not([type=button])");
  if ((await button.count()) && (await button.first().isVisible())) await button.first().click();
  await page.locator("main [data-status]").first().waitFor();
  await page.waitForLoadState("networkidle");
}
