// The operator opens a workspace, sees how agreements fare, and its first owner starts from nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { solved } from "../support/captcha.mjs";
import { command, mailedLink, startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { kind } from "../support/paths.mjs";
import { operator } from "../support/people.mjs";

const OWNER = "olga@harbour.example";
const AGREEMENT = {
  legal_name: "Hafenkontor Nord GmbH",
  register_no: "HRB 50505",
  address: "Am Kai 3, 20457 Hamburg",
  country: "DE",
  contact_email: "office@hafenkontor.example",
  signatory_name: "Hanno Brandt",
  signatory_title: "Managing director",
  language: "en",
};
const EMPTY = ["/people", "/groups", "/modules", "/progress", "/assignments/new", "/learn", "/certificates", "/exports"];

let demo;
before(async () => (demo = await startDemo()));
after(() => demo?.stop());

test("a new workspace begins with a checklist, and every page of it says what to do first", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    command(demo, "tenant", "create", "--slug", "harbour", "--name", "Harbour School", "--owner-email", OWNER, "--owner-name", "Olga Owner");
    const page = await stage.visitor();
    await page.goto(await mailedLink(demo, OWNER, "/invitations/"));
    await page.locator("[name=password]").fill("slow river under an old bridge");
    await page.locator('form[action^="/invitations/"] button:not([type=button])').click();
    await page.waitForURL(/\/admin$/);
    await page.locator("ol.checklist").waitFor();
    await look(page, "empty-admin");
    for (const path of EMPTY) {
      await page.goto(path);
      await look(page, `empty-${kind(path)}`);
    }

    const lena = await stage.as(operator(demo.people, "legal"));
    await lena.goto("/operator/tenants");
    await lena.getByRole("link", { name: "Harbour School" }).click();
    await lena.getByRole("heading", { level: 1, name: "Harbour School" }).waitFor();
    await look(lena, "operator-new-tenant");
  }));

test("the operator sees how an agreement came about", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const lena = await stage.as(operator(demo.people, "legal"));
    const captcha = await solved(lena.request);
    const asked = await lena.request.post("/api/v1/public/dpa-requests", { data: { ...AGREEMENT, captcha } });
    const { status_url } = await asked.json();
    const visitor = await stage.visitor();
    await visitor.goto(new URL(status_url).pathname.replace("/api/v1/public/dpa-requests", "/dpa"));
    await visitor.locator('a[href$="/pdf"]').first().waitFor({ timeout: 60_000 });
    await lena.goto("/operator/dpa-requests");
    await look(lena, "operator-agreements");
    await lena.getByRole("row", { name: new RegExp(AGREEMENT.legal_name) }).getByRole("link").click();
    await lena.getByText(AGREEMENT.legal_name).first().waitFor();
    assert.equal(await lena.locator('form[action$="/retry"]').count(), 0);
    await look(lena, "operator-agreement");
  }));
