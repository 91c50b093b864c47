// Agreements that are not signed here: signed with the customer's own program, declined, turned down, ended.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { asks, hands, sealedFile } from "../support/agreements.mjs";
import { Stage } from "../support/browser.mjs";
import { mailedLink, startDemo } from "../support/demo.mjs";
import { signed } from "../support/elsewhere.mjs";
import { look } from "../support/look.mjs";
import { operator, person } from "../support/people.mjs";

let demo;
before(async () => (demo = await startDemo()));
after(() => demo?.stop());

const UPLOAD = 'form[action$="/signed-file"]';
const press = (page, action) => page.locator(`form[action$="${action}"] button:not([type=button])`).first().click();
/** The page that staff see of the agreement that a customer looks at. */
const desk = (page) => `/operator/dpa-requests/${new URL(page.url()).pathname.split("/")[2]}`;

test("a file signed with the customer's own program is taken, confirmed by staff, and ended", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const page = await stage.visitor();
    await asks(page, demo, { contact_email: "eigen@sonnenhof.example" });
    const ours = await sealedFile(page);
    await hands(page, UPLOAD, ours);
    await page.locator("#errors").waitFor();
    await look(page, "upload-refused");
    const theirs = signed(ours);
    await hands(page, UPLOAD, theirs);
    await page.locator('a[href$="/countersigned-pdf"]').waitFor({ timeout: 30_000 });
    assert.equal(await page.locator(UPLOAD).count(), 0, "it is signed once");
    await look(page, "upload-waits");

    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto("/operator/dpa-requests?waits=operator");
    await look(legal, "upload-board");
    await legal.goto(desk(page));
    await look(legal, "upload-decide");
    await press(legal, "/confirmation");
    await legal.locator('form[action$="/termination"]').waitFor();
    await look(legal, "upload-confirmed");
    await page.reload();
    await look(page, "upload-in-force");
    const kept = await page.request.get(await page.locator('a[href$="/countersigned-pdf"]').getAttribute("href"));
    assert.ok(theirs.equals(Buffer.from(await kept.body())), "what comes back is what was sent, byte for byte");

    await press(legal, "/termination");
    await legal.locator("#errors").waitFor();
    await legal.locator("[name=reason]").fill("The company closes its academy.");
    await look(legal, "end-errors");
    await legal.locator("[name=data]").fill("No data of theirs were ever received.");
    await press(legal, "/termination");
    await legal.getByText("Another member of staff confirms this").waitFor();
    await look(legal, "end-stated");
    const second = await stage.as(operator(demo.people, "security"));
    await second.goto(new URL(legal.url()).pathname);
    await look(second, "end-to-confirm");
    await press(second, "/termination/confirmation");
    await second.locator('form[action$="/termination"]').waitFor({ state: "detached" });
    await legal.reload();
    await look(legal, "ended-desk");
    await page.reload();
    await page.getByText("The company closes its academy.").first().waitFor();
    await look(page, "ended");
  }));

test("a customer declines, and nothing can be signed after it", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const page = await stage.visitor();
    await asks(page, demo, { register_no: "HRB 60606", contact_email: "nein@sonnenhof.example" });
    await page.locator("#refuse summary").click();
    await page.locator("#refuse [name=reason]").fill("x".repeat(1001));
    await press(page, "/refusal");
    await page.locator("#errors").waitFor();
    await look(page, "decline-errors");
    await page.locator("#refuse [name=reason]").fill("We take a service that we run ourselves.");
    await press(page, "/refusal");
    await page.locator("#refuse").waitFor({ state: "detached" });
    assert.equal(await page.locator('form[action$="/countersignature"]').count(), 0);
    await look(page, "declined");
  }));

test("staff turn down what somebody signed who does not speak for the company", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const page = await stage.visitor();
    await asks(page, demo, { register_no: "HRB 70707", contact_email: "fremd@sonnenhof.example" });
    await hands(page, UPLOAD, signed(await sealedFile(page)));
    await page.locator('a[href$="/countersigned-pdf"]').waitFor({ timeout: 30_000 });
    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto(desk(page));
    await press(legal, "/refusal");
    await legal.locator("#errors").waitFor();
    await look(legal, "turn-down-errors");
    const reason = "Whoever signed does not speak for the company.";
    await legal.locator("[name=reason]").fill(reason);
    await press(legal, "/refusal");
    await legal.locator('form[action$="/refusal"]').waitFor({ state: "detached" });
    await page.reload();
    await page.getByText(reason).first().waitFor();
    await look(page, "turned-down");
  }));

test("a workspace asks for an agreement, and its contact signs it", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const owner = await stage.as(person(demo.people, "globex", "owner"));
    await owner.goto("/settings/agreements/new");
    const form = owner.locator('form[action="/settings/agreements"]');
    await form.locator("[name=register_no]").fill("");
    await form.locator("button:not([type=button])").last().click();
    await owner.locator("#errors").waitFor();
    await look(owner, "de-ask-errors");
    const contact = "recht@globex.example";
    const facts = { legal_name: "Globex GmbH", register_no: "HRB 80808", address: "Hafenstraße 12, 20457 Hamburg", contact_email: contact, signatory_name: "Klara Brandström", signatory_title: "Geschäftsführerin" };
    for (const [name, value] of Object.entries(facts)) await form.locator(`[name=${name}]`).fill(value);
    await form.locator("[name=country]").selectOption("DE");
    await form.locator("button:not([type=button])").last().click();
    await owner.waitForURL(/\/settings\/agreements\/[0-9a-f-]{36}$/);
    await owner.locator('form[action$="/countersignature"]').waitFor({ timeout: 30_000 });
    await look(owner, "de-asked");
    for (const name of ["authority", "consent"]) await owner.locator(`#f-${name}`).check();
    await press(owner, "/countersignature");
    await owner.locator("[data-status=ok]").first().waitFor();
    const signatory = await stage.visitor({ locale: "de-DE" });
    await signatory.goto(await mailedLink(demo, contact, "/countersign/"));
    await look(signatory, "de-sign");
    await signatory.locator('form[action^="/countersign/"] button').click();
    await signatory.locator('a[href$="/countersigned-pdf"]').waitFor({ timeout: 30_000 });
    await owner.reload();
    await owner.locator('a[href$="/countersigned-pdf"]').waitFor();
    await look(owner, "de-held");
    await owner.goto("/settings/agreements");
    await look(owner, "de-agreements");
  }));
