// How agreements end: a newer one of the same workspace takes the place of the older, and two of the staff end one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { COMPANY, asks, hands } from "../support/agreements.mjs";
import { Stage } from "../support/browser.mjs";
import { mailedLink, startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { operator, person } from "../support/people.mjs";

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.stop());

const press = (page, action) => page.locator(`form[action$="${action}"] button:not([type=button])`).first().click();

/** Signs the agreement of the page by the link in the mail; gives the page of the signatory. */
async function signs(stage, page, contact) {
  for (const name of ["authority", "consent"]) await page.locator(`#f-${name}`).check();
  await press(page, "/countersignature");
  await page.locator("[data-status=ok]").first().waitFor();
  const signatory = await stage.visitor();
  await signatory.goto(await mailedLink(demo, contact, "/countersign/"));
  await press(signatory, new URL(signatory.url()).pathname);
  await signatory.locator('a[href$="/countersigned-pdf"]').waitFor({ timeout: 30_000 });
  return signatory;
}

test("a newer agreement of the workspace takes the place of the older", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const who = person(demo.people, "acme", "owner");
    const owner = await stage.as(who);
    await owner.goto("/settings/agreements");
    const held = owner.locator('table a[href^="/settings/agreements/"]');
    const [older, number] = [await held.first().getAttribute("href"), await held.first().innerText()];

    await owner.goto("/settings/agreements/new");
    for (const [name, value] of Object.entries({ ...COMPANY, contact_email: who.email })) {
      const field = owner.locator(`main form [name=${name}]`);
      if (["country", "language"].includes(name)) continue;
      await field.fill(value);
    }
    await owner.locator("main form [name=country]").selectOption("DE");
    await press(owner, "/settings/agreements");
    await owner.waitForURL(/\/settings\/agreements\/[0-9a-f-]{36}$/);
    const newer = new URL(owner.url()).pathname;
    await owner.locator('form[action$="/countersignature"]').waitFor({ timeout: 30_000 });
    await look(owner, "ends-second-open");
    await signs(stage, owner, who.email);
    await owner.goto(newer);
    await owner.locator('a[href$="/countersigned-pdf"]').waitFor({ timeout: 30_000 });
    const now = (await owner.locator("h1").innerText()).split(" ").pop();
    await look(owner, "ends-second-in-force");

    await owner.goto(older);
    const main = owner.locator("main");
    assert.match(await main.innerText(), /Superseded/);
    assert.ok((await main.innerText()).includes(now), `it names ${now}, which took its place`);
    await look(owner, "ends-superseded");
    await owner.goto("/settings/agreements");
    assert.match(await owner.locator("tr", { hasText: number }).innerText(), /Superseded/);
    await look(owner, "ends-agreements");
    await owner.goto(`${older}/clauses`);
    await owner.locator("article").waitFor();

    const pdf = Buffer.from(await (await owner.request.get(`/api/v1${older.replace("/settings", "")}/countersigned-pdf`)).body());
    await owner.goto("/verify");
    await hands(owner, "main form", pdf);
    await owner.getByText(/a newer one took its place/).first().waitFor();
    await look(owner, "ends-verify-superseded");

    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto(older.replace("/settings/agreements", "/operator/dpa-requests"));
    await look(legal, "ends-superseded-staff");
    await legal.goto(newer.replace("/settings/agreements", "/operator/dpa-requests"));
    await legal.locator("#f-reason").fill("The customer asks for it.");
    await press(legal, "/termination");
    await legal.locator("#errors").waitFor();
    await look(legal, "ends-data-not-gone");
  }));

test("two of the staff end an agreement that no workspace holds, and its contact sees why", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const contact = "recht@lindenhof.example";
    const page = await stage.visitor();
    await asks(page, demo, { legal_name: "Lindenhof Seminare GmbH", register_no: "HRB 70707", contact_email: contact });
    const id = new URL(page.url()).pathname.split("/")[2];
    const signatory = await signs(stage, page, contact);

    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto(`/operator/dpa-requests/${id}`);
    await press(legal, "/termination");
    await legal.locator("#e-data").waitFor();
    assert.equal(await legal.locator("#e-reason").count(), 1, "both are asked for");
    await look(legal, "ends-errors");
    await legal.locator("#f-reason").fill("Lindenhof Seminare GmbH is dissolved.");
    await legal.locator("#f-data").fill("Nothing was ever received from them.");
    await press(legal, "/termination");
    await legal.getByText("Nothing was ever received from them.").waitFor();
    assert.equal(await legal.locator('form[action$="/termination/confirmation"]').count(), 0, "nobody confirms what they have said");
    await look(legal, "ends-stated");

    const security = await stage.as(operator(demo.people, "security"));
    await security.goto(`/operator/dpa-requests/${id}`);
    await look(security, "ends-to-confirm");
    await press(security, "/termination/confirmation");
    await security.locator('form[action$="/termination/confirmation"]').waitFor({ state: "detached" });
    await look(security, "ends-ended-staff");

    await signatory.goto(await mailedLink(demo, contact, `/dpa/${id}/`));
    await signatory.getByText("Lindenhof Seminare GmbH is dissolved.").waitFor();
    await look(signatory, "ends-ended");
    const address = await signatory.locator('a[href$="/countersigned-pdf"]').first().getAttribute("href");
    const pdf = Buffer.from(await (await signatory.request.get(address)).body());
    await signatory.goto("/verify");
    await hands(signatory, "main form", pdf);
    await signatory.locator("main [data-status]").first().waitFor();
    await signatory.waitForLoadState("networkidle");
    await look(signatory, "ends-verify-ended");
  }));

test("an agreement is taken from the wrong workspace, and ended where nobody holds it", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const owner = await stage.as(person(demo.people, "globex", "owner"));
    await owner.goto("/settings/agreements");
    const held = await owner.locator('table a[href^="/settings/agreements/"]').first().getAttribute("href");
    const file = held.replace("/settings/agreements", "/operator/dpa-requests");
    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto(file);
    await legal.locator("details", { has: legal.locator('form[action$="/release"]') }).locator("summary").click();
    await press(legal, "/release");
    await legal.locator("#e-release_reason").waitFor();
    await look(legal, "ends-release-errors");
    await legal.locator("#f-release_reason").fill("It belongs to a company of a similar name.");
    await press(legal, "/release");
    await legal.locator('form[action$="/release"]').waitFor({ state: "detached" });
    await look(legal, "ends-released");
    await owner.goto("/settings/agreements");
    await look(owner, "de-ends-none-in-force");
    assert.equal((await owner.goto(held)).status(), 404, "what was taken is not there any more");

    await legal.locator("#f-reason").fill("It was signed for the wrong company.");
    await legal.locator("#f-data").fill("Deleted on the day on which the mistake was found.");
    await press(legal, "/termination");
    const security = await stage.as(operator(demo.people, "security"));
    await security.goto(file);
    await security.getByText("Globex Training: the workspace still exists").waitFor();
    await look(security, "ends-held-before");
    await press(security, "/termination/confirmation");
    await security.locator('form[action$="/termination/confirmation"]').waitFor({ state: "detached" });
    await security.goto("/operator/dpa-requests");
    await look(security, "ends-board");
  }));
