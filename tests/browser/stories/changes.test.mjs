// A change of sub-processors, as the operator's staff make it and as a customer hears of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { CHANGE, announces, approves, describes, drafts, opensNotice, press, save } from "../support/changes.mjs";
import { NEW_PASSWORD, command, startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { operator, person } from "../support/people.mjs";

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.stop());

/** As from a page that was opened while the button was still there. */
const sends = (page, action) =>
  page.evaluate((address) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: address });
    document.body.append(form);
    form.submit();
  }, action);

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
    await legal.waitForURL(CHANGE);
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
    const notice = await opensNotice(owner, change);
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

test("a draft comes back, is mended, and does not start before its day", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const legal = await stage.as(operator(demo.people, "legal"));
    const change = await drafts(legal, {
      reason: "Reminders shall also leave from Erfurt.",
      legal_name: "Erinnerwerk Botendienst GmbH",
      address: "Am Markt 2, 99084 Erfurt",
      contact_email: "datenschutz@erinnerwerk.example",
      purpose_en: "Sends reminders of what is due.",
      purpose_de: "Versendet Erinnerungen an Fälliges.",
      location: "Erfurt, Germany",
    });

    const security = await stage.as(operator(demo.people, "security"));
    await security.goto(change);
    await security.locator("[name=decision][value=rejected]").check();
    await press(security, "/review");
    await security.locator("#errors").waitFor();
    await look(security, "changes-return-errors");
    await security.locator("[name=note]").fill("The address of the data centre is missing.");
    await press(security, "/review");
    await security.locator("#errors").waitFor({ state: "detached" });
    await legal.goto(change);
    await legal.getByText("The address of the data centre is missing.").waitFor();
    await look(legal, "changes-returned");
    await legal.locator(`a[href="${change}/draft"]`).click();
    await describes(legal, { location: "Erfurt, Germany; Jena, Germany" });
    await look(legal, "changes-mended");
    await save(legal);
    await legal.waitForURL(CHANGE);

    await approves(security, change);
    await announces(legal, change);
    assert.equal(await legal.locator('form[action$="/activation"]').count(), 0, "nothing offers to start it");
    await sends(legal, `${change}/activation`);
    await legal.locator("#errors").waitFor({ timeout: 20_000 });
    await look(legal, "changes-start-refused");
    const said = await legal.locator("#errors").innerText();
    assert.match(said, /\d{4}/, `the refusal names the day: ${said}`);
  }));

test("an emergency takes two approvals, starts once customers were told, and changes the list", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const nika = "nika.dolenc@tutela.example";
    command(demo, "operator", "create", "--email", nika, "--name", "Nika Dolenc", "--role", "security");
    const third = await stage.as({ workspace: "operator", email: nika, password: NEW_PASSWORD });

    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto("/operator/changes/new");
    await legal.locator("#from-vendor").selectOption({ label: "Rückruf Desk AG (demo)" });
    await legal.locator("form.filters button").click();
    await legal.waitForURL(/subprocessor_id=/);
    await legal.locator("[name=kind]").selectOption("replace");
    await legal.locator("[name=emergency]").check();
    await describes(legal, { legal_name: "Wiederruf Desk SE", contact_email: "privacy@wiederruf.example", reason: "" });
    await save(legal);
    await legal.locator("#errors").waitFor();
    await look(legal, "emergency-errors");
    await legal.locator("[name=loss]").selectOption("service");
    await legal.locator("[name=risk]").selectOption("same");
    await describes(legal, { reason: "Rückruf Desk AG is insolvent and ends its service on Friday." });
    await save(legal);
    await legal.waitForURL(CHANGE);
    const change = new URL(legal.url()).pathname;

    const security = await stage.as(operator(demo.people, "security"));
    await approves(security, change);
    assert.equal(await security.locator('.page-head button[popovertarget="tell"]').count(), 0, "one approval is not enough");
    await look(security, "emergency-one-approval");
    await approves(third, change);
    await look(third, "emergency-approved");
    await legal.goto(`${change}/assessment`);
    await legal.locator("[name=note]").fill("The Commission's decision on Switzerland covers this company as well.");
    await legal.locator("[name=reference]").fill("TIA-2026-07");
    await legal.locator("[name=holds_until]").fill(new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10));
    await look(legal, "emergency-assessment");
    await press(legal, "/assessment");
    await legal.waitForURL(CHANGE);
    await announces(legal, change);
    for (let tries = 0; tries < 100 && !(await legal.locator('form[action$="/activation"]').count()); tries++) {
      await legal.waitForTimeout(300);
      await legal.reload();
    }
    await look(legal, "emergency-may-start");
    for (let tries = 0; tries < 50 && (await legal.locator('form[action$="/activation"]').count()); tries++) {
      await press(legal, "/activation");
      await legal.waitForLoadState("networkidle");
      if (await legal.locator("#errors").count()) await legal.waitForTimeout(300);
    }
    await legal.goto(change);
    assert.equal(await legal.locator('form[action$="/activation"]').count(), 0, "it has started");
    await look(legal, "emergency-started");

    const owner = await stage.as(person(demo.people, "acme", "owner"));
    await owner.goto(change.replace("/operator/changes", "/settings/subprocessors/changes"));
    await look(owner, "emergency-notice");
    await owner.goto("/settings/subprocessors/versions");
    const versions = await owner.locator("#f-from option").count();
    assert.ok(versions >= 2, `${versions} versions`);
    await owner.locator("#f-from").selectOption({ index: versions - 1 });
    await owner.locator("#f-to").selectOption({ index: 0 });
    await owner.locator("form.filters button").click();
    await owner.locator("#h-compared").waitFor();
    assert.match(await owner.locator("section[aria-labelledby=h-compared]").innerText(), /Wiederruf Desk SE/);
    await look(owner, "versions-compared");
  }));
