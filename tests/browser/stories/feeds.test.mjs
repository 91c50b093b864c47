// How news of sub-processors reaches people: the public page, the mail list, the list by name on request, and webhooks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { operator, person } from "../support/people.mjs";

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.stop());

test("anybody asks to hear of changes, and for the list by name", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const visitor = await stage.visitor();
    await visitor.goto("/subprocessors");
    await look(visitor, "feeds-public");
    stage.allow(/422/);
    await visitor.locator("#mail [name=email]").fill("ana");
    await visitor.locator("#mail button.primary").click();
    await visitor.locator("#errors").waitFor();
    assert.equal(await visitor.locator("#mail [name=email]").inputValue(), "ana", "what was typed stays");
    await look(visitor, "feeds-public-errors");
    await visitor.locator("#mail [name=email]").fill("ana@firm.example");
    await visitor.locator("#mail button.primary").click();
    await visitor.waitForURL(/mail-list\/asked$/);
    await look(visitor, "feeds-list-asked");

    await visitor.goto("/subprocessors/detailed");
    await look(visitor, "feeds-request");
    // At its upper edge, with nothing filled in: what the proof of work says must not move the button away.
    await visitor.locator("main form button.primary").click({ position: { x: 8, y: 4 } });
    await visitor.locator("#errors").waitFor();
    await look(visitor, "feeds-request-errors");
    const answers = { name: "Cora Kraus", company: "Firm GmbH", email: "cora@firm.example", reason: "We audit you for a customer." };
    for (const [name, value] of Object.entries(answers)) await visitor.locator(`main form [name=${name}]`).fill(value);
    await visitor.locator("main form button.primary").click();
    await visitor.waitForURL(/list-requests\/asked$/);
    await look(visitor, "feeds-request-asked");
    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto("/operator/list-requests");
    await look(legal, "feeds-board-empty");
  }));

test("the public page in German", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const visitor = await stage.visitor({ locale: "de-DE" });
    await visitor.goto("/subprocessors");
    await look(visitor, "de-feeds-public");
    await visitor.goto("/subprocessors/detailed");
    await look(visitor, "de-feeds-request");
  }));

test("an owner names an endpoint, sees its secret once, and what was sent", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const owner = await stage.as(person(demo.people, "acme", "owner"));
    await owner.goto("/settings/webhooks");
    await look(owner, "webhooks-empty");
    stage.allow(/422/);
    await owner.locator("[name=url]").fill("https://10.0.0.1/hook");
    await owner.locator("[name=description]").fill("Ticket system of the data-protection team in Ljubljana");
    await owner.locator("main form.form button.primary").click();
    await owner.locator("#errors").waitFor();
    await look(owner, "webhooks-errors");
    await owner.locator("[name=url]").fill("http://127.0.0.1:9/hooks/tutela/with/a/rather/long/path?and=a-query");
    await owner.locator("main form.form button.primary").click();
    const secret = await owner.locator("#new-secret").textContent();
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    await look(owner, "webhooks-secret");
    await owner.locator('form[action$="/test"] button').click();
    await owner.getByText("Tried again").first().waitFor({ state: "attached" }).catch(() => owner.reload());
    await owner.waitForTimeout(2500);
    await owner.reload();
    await look(owner, "webhooks-sent");
    assert.equal(await owner.locator("#new-secret").count(), 0, "a secret is shown once");
    await owner.locator('form[action$="/pause"] button').click();
    await owner.locator('form[action$="/resumption"]').waitFor();
    await look(owner, "webhooks-paused");
  }));
