// A change of sub-processors, as the operator's staff make it and as a customer hears of it.
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

const press = (page, action) => page.locator(`form[action$="${action}"] button:not([type=button])`).first().click();

test("a vendor is drafted, reviewed and announced, and a customer objects", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto("/operator/changes");
    await look(legal, "changes-empty");
    await legal.goto("/operator/changes/new");
    await legal.locator("[name=legal_name]").fill("Brieftaube Postdienste GmbH");
    await legal.locator("form[data-dirty] button.primary").click();
    await legal.locator("#errors").waitFor();
    assert.equal(await legal.locator("[name=legal_name]").inputValue(), "Brieftaube Postdienste GmbH", "what was typed stays");
    await look(legal, "changes-draft-errors");
    for (const [name, value] of Object.entries({
      reason: "Mails shall leave from two places.",
      address: "Hafenstraße 7, 20457 Hamburg",
      contact_email: "datenschutz@brieftaube.example",
      purpose_en: "Delivers mails of the service.",
      purpose_de: "Stellt E-Mails des Dienstes zu.",
      location: "Hamburg, Germany",
    })) {
      await legal.locator(`form[data-dirty] [name=${name}]`).fill(value);
    }
    await legal.locator("[name=country]").selectOption("DE");
    await legal.locator("[name=category]").selectOption("email_delivery");
    await legal.locator("[name=data_categories]").first().check();
    await legal.locator("form[data-dirty] button.primary").click();
    await legal.waitForURL(/\/operator\/changes\/[0-9a-f-]{36}$/);
    const change = new URL(legal.url()).pathname;
    await look(legal, "changes-draft");

    const security = await stage.as(operator(demo.people, "security"));
    await security.goto(change);
    await security.locator("[name=decision][value=approved]").check();
    await press(security, "/review");
    await security.locator('.page-head button[popovertarget="tell"]').click();
    await look(security, "changes-reviewed");
    await press(security, "/notice");
    await security.locator(`form[action$="/withdrawal"]`).waitFor();
    await security.locator('button[popovertarget="tell"]').first().waitFor({ state: "detached" });

    const owner = await stage.as(person(demo.people, "acme", "owner"));
    const notice = change.replace("/operator/changes", "/settings/subprocessors/changes");
    for (let tries = 0; (await owner.goto(notice)).status() === 404 && tries < 50; tries++) await owner.waitForTimeout(200);
    await look(owner, "changes-notice");
    await owner.locator("[name=grounds]").fill("We do not want a second mail service.");
    await press(owner, "/objections");
    await owner.locator("[name=grounds]").waitFor({ state: "detached" });
    await look(owner, "changes-objected");
    await owner.goto("/settings/subprocessors/changes");
    await look(owner, "changes-notices");

    for (let tries = 0; tries < 50; tries++) {
      await legal.goto("/operator/objections");
      if (await legal.locator("main th a[href^='/operator/objections/']").count()) break;
      await legal.waitForTimeout(200);
    }
    await look(legal, "changes-objections");
    await legal.locator("main th a[href^='/operator/objections/']").first().click();
    await legal.waitForURL(/objections\/[0-9a-f-]{36}$/);
    await look(legal, "changes-objection");
    await legal.locator("[name=outcome][value=configured_without]").check();
    await legal.locator("[name=answer]").fill("Your mails leave by the service that you know.");
    await press(legal, "/resolution");
    await legal.locator("[name=answer]").waitFor({ state: "detached" });
    await owner.goto(notice);
    await look(owner, "changes-left-out");

    await legal.goto(change);
    await look(legal, "changes-noticed");
    await legal.goto("/operator/changes");
    await look(legal, "changes-board");
  }));

test("a customer reads a notice in German", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const owner = await stage.as(person(demo.people, "globex", "owner"));
    await owner.goto("/settings/subprocessors/changes");
    await owner.locator("main a[href^='/settings/subprocessors/changes/']").first().click();
    await owner.waitForURL(/changes\/[0-9a-f-]{36}$/);
    await look(owner, "de-changes-notice");
  }));

test("an owner names a contact, and finds the versions of the list", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const owner = await stage.as(person(demo.people, "acme", "owner"));
    await owner.goto("/settings/contacts");
    await look(owner, "contacts-empty");
    await owner.locator("form[action='/settings/contacts'] button").click();
    await owner.locator("#errors").waitFor();
    await owner.locator("[name=name]").fill("Dr. Dorothea Novak-Brandström von der Datenschutzberatung am Hauptplatz");
    await owner.locator("[name=email]").fill("datenschutz@beratung.example");
    await owner.locator("form[action='/settings/contacts'] button").click();
    await owner.locator("tr", { hasText: "Dorothea" }).locator("form[action$='/removal']").waitFor();
    await look(owner, "contacts");
    await owner.goto("/settings/subprocessors");
    await look(owner, "subprocessors");
    await owner.goto("/settings/subprocessors/versions");
    await look(owner, "versions");
  }));

test("staff looks at a vendor", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto("/operator/subprocessors");
    await look(legal, "reviews");
    await legal.locator("main th a[href^='/operator/subprocessors/']").first().click();
    await legal.waitForURL(/subprocessors\/[0-9a-f-]{36}$/);
    await press(legal, "/review");
    await legal.locator("#errors").waitFor();
    await legal.locator("form[action$='/review'] [name=note]").fill("Contract and place are as they were.");
    await press(legal, "/review");
    await legal.locator("#errors").waitFor({ state: "detached" });
    await look(legal, "review");
  }));
