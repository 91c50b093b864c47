// A notice after it was sent: an objection is taken back and the change starts, a contact without an account reads it, and a
// mail comes back.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { announces, approves, drafts, opensNotice, press } from "../support/changes.mjs";
import { mailedLink, sql, startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { operator, person } from "../support/people.mjs";

const VENDOR = {
  reason: "Mails shall leave from two places.",
  address: "Hafenstraße 7, 20457 Hamburg",
  contact_email: "datenschutz@brieftaube.example",
  purpose_en: "Delivers mails of the service.",
  purpose_de: "Stellt E-Mails des Dienstes zu.",
  location: "Hamburg, Germany",
};

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.stop());

/** A vendor that every customer is told of; gives the address of the change and the people of the operator. */
async function told(stage, facts) {
  const legal = await stage.as(operator(demo.people, "legal"));
  const change = await drafts(legal, { ...VENDOR, ...facts });
  const security = await stage.as(operator(demo.people, "security"));
  await approves(security, change);
  await announces(legal, change);
  return { legal, change };
}

/** The Message-ID of the newest mail to an address that speaks of this. */
async function messageId(to, words) {
  const folder = join(demo.folder, "mail");
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const mails = readdirSync(folder).filter((name) => name.endsWith(".eml")).sort().reverse();
    const texts = mails.map((name) => readFileSync(join(folder, name), "utf8"));
    const found = texts.find((text) => text.includes(to) && text.includes(words))?.match(/^Message-ID: (\S+)/im);
    if (found) return found[1];
  }
  throw new Error(`no mail to ${to} that speaks of ${words} within half a minute`);
}

/** As if so many days had passed since the notices of a change were sent. */
function daysLater(change, days) {
  const id = change.split("/").pop().replaceAll("-", "");
  const earlier = (column) => `${column} = strftime('%Y-%m-%dT%H:%M:%f000+00:00', ${column}, '-${days} days')`;
  sql(demo.folder, `UPDATE tenant SET ${earlier("created_at")}`);
  sql(demo.folder, `UPDATE subprocessor_change SET ${earlier("noticed_at")} WHERE hex(id) = upper('${id}')`);
  const dates = ["noticed_at", "earliest_at", "reached_at"].map(earlier).join(", ");
  sql(demo.folder, `UPDATE change_notice SET ${dates} WHERE hex(change_id) = upper('${id}')`);
}

test("an objection is taken back, and the change starts once its days are over", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const { legal, change } = await told(stage, { legal_name: "Brieftaube Postdienste GmbH" });
    const owner = await stage.as(person(demo.people, "acme", "owner"));
    const notice = await opensNotice(owner, change);
    await press(owner, "/acknowledgement");
    await owner.locator('form[action$="/acknowledgement"]').waitFor({ state: "detached" });
    await press(owner, "/objections");
    await owner.locator("#e-grounds").waitFor();
    await look(owner, "notice-objection-errors");
    await owner.locator("[name=grounds]").fill("We do not want a second mail service.");
    await press(owner, "/objections");
    await owner.locator('form[action*="/objections/"][action$="/withdrawal"]').waitFor();

    await legal.goto("/operator/objections");
    await legal.locator("main th a[href^='/operator/objections/']").first().click();
    await legal.waitForURL(/objections\/[0-9a-f-]{36}$/);
    const objection = new URL(legal.url()).pathname;
    await press(legal, "/resolution");
    await legal.locator("#e-outcome").waitFor();
    await look(legal, "notice-answer-errors");

    await press(owner, "/withdrawal");
    await owner.locator('form[action$="/withdrawal"]').waitFor({ state: "detached" });
    await look(owner, "notice-objection-taken-back");
    await legal.goto(objection);
    assert.equal(await legal.locator('form[action$="/resolution"]').count(), 0, "there is nothing to answer any more");
    await look(legal, "notice-objection-ended");
    await legal.goto(change);
    assert.equal(await legal.locator('form[action$="/activation"]').count(), 0, "the days still run");

    daysLater(change, 20);
    await owner.reload();
    await look(owner, "notice-days-run");
    daysLater(change, 12);
    await legal.reload();
    await legal.locator('form[action$="/activation"]').waitFor();
    await look(legal, "notice-may-start");
    await press(legal, "/activation");
    await legal.locator('form[action$="/activation"]').waitFor({ state: "detached" });
    await look(legal, "notice-started");
    for (let tries = 0; tries < 100; tries++) {
      await owner.goto(notice);
      if ((await owner.locator("main").innerText()).includes("In force")) break;
      await owner.waitForTimeout(200);
    }
    await look(owner, "notice-holds");
    await owner.goto("/settings/subprocessors/changes");
    await look(owner, "notices-after-start");
    await owner.goto("/settings/subprocessors");
    await owner.getByText("Brieftaube Postdienste GmbH").first().waitFor();
  }));

test("a contact without an account reads a notice, and a mail to it comes back", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const email = "datenschutz@beratung.example";
    const owner = await stage.as(person(demo.people, "acme", "owner"));
    await owner.goto("/settings/contacts");
    await owner.locator("[name=name]").fill("Dorothea Novak");
    await owner.locator("[name=email]").fill(email);
    await owner.locator("[name=locale]").selectOption("de");
    await owner.locator("form[action='/settings/contacts'] button").click();
    const contact = await stage.visitor({ locale: "de-DE" });
    await contact.goto(await mailedLink(demo, email, "/contacts/"));
    await look(contact, "notice-contact-asked");
    await contact.locator('form[action^="/contacts/"] button').click();
    await contact.locator('form[action^="/contacts/"]').waitFor({ state: "detached" });
    await look(contact, "notice-contact-confirmed");

    const { legal, change } = await told(stage, { legal_name: "Zweitpost Zustelldienst SE" });
    await contact.goto(await mailedLink(demo, email, "/notices/"));
    const letter = new URL(contact.url()).pathname;
    await contact.getByText("Zweitpost Zustelldienst SE").first().waitFor();
    await look(contact, "notice-letter");

    const notice = await opensNotice(owner, change);
    await look(owner, "notice-two-contacts");
    await legal.goto(change);
    await press(legal, "/returned-mails");
    await legal.locator("#e-message_id").waitFor();
    await look(legal, "notice-return-errors");
    await legal.locator("[name=message_id]").fill(await messageId(email, "/notices/"));
    await legal.locator("[name=recipient]").fill(email);
    await press(legal, "/returned-mails");
    await legal.locator("#errors").waitFor({ state: "detached" });
    await look(legal, "notice-return-recorded");
    await owner.goto(notice);
    await look(owner, "notice-came-back");

    await contact.goto(letter);
    await contact.locator(`form[action="${letter}"] button`).click();
    await contact.locator(`form[action="${letter}"]`).waitFor({ state: "detached" });
    await look(contact, "notice-letter-read");
    await owner.goto("/settings/contacts");
    await owner.locator("tr", { hasText: "Dorothea" }).locator("form[action$='/removal'] button").click();
    await contact.goto(letter);
    await look(contact, "notice-letter-gone");
  }));
