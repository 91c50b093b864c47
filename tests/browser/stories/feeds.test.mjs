// How news of sub-processors reaches people: the public page, the mail list, the list by name on request, and webhooks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { mailedLink, startDemo } from "../support/demo.mjs";
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

const press = (page, action) => page.locator(`form[action$="${action}"] button:not([type=button])`).first().click();

test("a business contact confirms, is granted the list by name, reads it, and loses it again", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const visitor = await stage.visitor();
    await visitor.goto("/subprocessors/detailed");
    const contact = "einkauf@kanzlei-vogel.example";
    const facts = { name: "Dr. Jana Vogel", company: "Vogel und Söhne Rechtsanwälte Partnerschaft mbB", email: contact, reason: "We advise a customer of yours and look at its vendors." };
    for (const [name, value] of Object.entries(facts)) await visitor.locator(`[name=${name}]`).fill(value);
    await visitor.locator('form[action="/subprocessors/detailed"] button.primary').click();
    await visitor.waitForURL(/list-requests\/asked$/, { timeout: 30_000 });
    await look(visitor, "detailed-asked");
    await visitor.goto(await mailedLink(demo, contact, "/subprocessors/list-requests/"));
    await look(visitor, "detailed-confirm");
    await visitor.locator("main form button.primary").click();
    await visitor.waitForURL(/list-requests\/confirmed$/);
    await look(visitor, "detailed-confirmed");

    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto("/operator/list-requests");
    await look(legal, "detailed-board");
    await legal.locator('table a[href^="/operator/list-requests/"]').first().click();
    await legal.locator('form[action$="/grant"]').waitFor();
    await look(legal, "detailed-desk");
    await legal.locator("[name=days]").fill("1000");
    await press(legal, "/grant");
    await legal.locator("#errors").waitFor();
    await legal.locator("[name=days]").fill("14");
    await look(legal, "detailed-desk-errors");
    await press(legal, "/grant");
    await legal.locator('form[action$="/grant"]').waitFor({ state: "detached" });
    await look(legal, "detailed-granted");

    const link = await mailedLink(demo, contact, "/subprocessors/detailed/");
    await visitor.goto(link);
    assert.match(await visitor.locator("main").innerText(), /Nordwolke Hosting GmbH/);
    await look(visitor, "detailed-list");
    const csv = await visitor.request.get(`${link}/csv`);
    assert.match(await csv.text(), /Nordwolke Hosting GmbH/);

    await legal.locator('.page-head button[popovertarget="revoke"]').click();
    await press(legal, "/revocation");
    await legal.locator('.page-head button[popovertarget="revoke"]').waitFor({ state: "detached" });
    await look(legal, "detailed-revoked");
    await visitor.goto(link);
    assert.doesNotMatch(await visitor.locator("main").innerText(), /Nordwolke Hosting GmbH/);
    await look(visitor, "detailed-gone");
  }));

test("an address joins the mail list by its mail, and leaves it by its mail", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const address = "bela@firm.example";
    const visitor = await stage.visitor();
    const joins = async () => {
      await visitor.goto("/subprocessors");
      await visitor.locator("#mail [name=email]").fill(address);
      await visitor.locator("#mail button.primary").click();
      await visitor.waitForURL(/mail-list\/asked$/, { timeout: 30_000 });
    };
    await joins();
    const link = await mailedLink(demo, address, "/subprocessors/mail-list/");
    await visitor.goto(link);
    await look(visitor, "mail-list-confirm");
    await visitor.locator("main form button.primary").click();
    await visitor.waitForURL(/mail-list\/joined$/);
    await look(visitor, "mail-list-joined");
    await visitor.goto(link);
    await look(visitor, "mail-list-link-used");

    // Whoever asks again is told that there is nothing to confirm, with the address by which to leave.
    await joins();
    await visitor.goto(await mailedLink(demo, address, "/subprocessors/mail-list/[0-9a-f-]{36}/"));
    await look(visitor, "mail-list-leave");
    await visitor.locator("main form button.primary").click();
    await visitor.locator("main form").waitFor({ state: "detached" });
    await look(visitor, "mail-list-left");
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
