// A customer's questions on security: the library, a questionnaire of its own, and the yearly meeting on the measures.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Stage } from "../support/browser.mjs";
import { sql, startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { operator, person } from "../support/people.mjs";

const BOOK = fileURLToPath(new URL("../../it/questionnaire.xlsx", import.meta.url));

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.stop());

const press = (page, action) => page.locator(`form[action$="${action}"] button:not([type=button])`).first().click();

test("a questionnaire is uploaded, reviewed and taken back", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const owner = await stage.as(person(demo.people, "acme", "owner"));
    await owner.goto("/settings/questionnaire");
    await look(owner, "assurance-library");
    await owner.goto("/settings/questionnaires");
    await look(owner, "assurance-questionnaires-empty");
    await owner.locator("[name=file]").setInputFiles(BOOK);
    await owner.locator('form[enctype] button.primary').click();
    await owner.waitForURL(/\/settings\/questionnaires\/[0-9a-f-]{36}$/);
    const one = new URL(owner.url()).pathname;
    assert.equal(await owner.locator("[name=question_column]").inputValue(), "B", "the columns are guessed");
    await look(owner, "assurance-mapping");
    await press(owner, "/mapping");
    await owner.locator('form[action$="/submission"]').waitFor();
    await look(owner, "assurance-matched");
    await press(owner, "/submission");
    await owner.locator('form[action$="/submission"]').waitFor({ state: "detached" });

    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto("/operator/questionnaires");
    await look(legal, "assurance-desk");
    await legal.goto(one.replace("/settings", "/operator"));
    await press(legal, "/taking");
    await legal.locator("#accept").waitFor();
    for (const box of await legal.locator("[name=item_ids]").all()) await box.check();
    await look(legal, "assurance-review");
    await press(legal, "/acceptances");
    await legal.locator("details summary").first().click();
    await legal.locator("details [name=reason]").first().fill("Not a question of security.");
    await legal.locator("button[value=open]").first().click();
    await legal.locator('form[action$="/answers"]').waitFor();
    await press(legal, "/answers");
    await legal.locator('form[action$="/answers"]').waitFor({ state: "detached" });
    await look(legal, "assurance-answered-desk");

    await owner.goto(one);
    await look(owner, "assurance-answered");
    const download = owner.waitForEvent("download");
    await press(owner, "/export");
    assert.match((await download).suggestedFilename(), /-answers\.xlsx$/);

    await legal.goto("/operator/library");
    await look(legal, "assurance-own");
    await legal.goto("/operator/library/new?entry=agr-own-text");
    await legal.locator("button.primary").last().click();
    await legal.locator("#errors").waitFor();
    await look(legal, "assurance-own-errors");
  }));

test("a review meeting is asked for, scheduled and cancelled", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const owner = await stage.as(person(demo.people, "acme", "owner"));
    await owner.goto("/settings/reviews");
    await look(owner, "reviews-empty");
    await owner.locator("[name=wishes]").fill("We want to hear of backups and of the last restore.");
    await press(owner, "/settings/reviews");
    await owner.waitForURL(/\/settings\/reviews\/[0-9a-f-]{36}$/);
    const one = new URL(owner.url()).pathname;
    await look(owner, "reviews-requested");

    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto(one.replace("/settings", "/operator"));
    const day = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
    await legal.locator("[name=time]").first().fill(`${day}T10:00`);
    await legal.locator("[name=time]").nth(1).fill(`${day}T14:30`);
    await legal.locator("[name=place]").fill("https://meet.example/measures");
    await look(legal, "reviews-propose");
    await press(legal, "/proposal");
    await legal.goto("/operator/reviews");
    await look(legal, "reviews-desk");

    await owner.goto(one);
    await owner.locator("[name=at]").first().check();
    await look(owner, "reviews-choose");
    await press(owner, "/choice");
    await owner.locator('a[href$="invitation.ics"]').waitFor();
    await look(owner, "reviews-scheduled");
    await owner.goto("/settings/reviews");
    await look(owner, "reviews-list");

    await owner.goto(one);
    await press(owner, "/other-times");
    await owner.locator('form[action$="/other-times"]').waitFor({ state: "detached" });
    assert.equal(await owner.locator('a[href$="invitation.ics"]').count(), 0, "the time holds no more");
    await look(owner, "reviews-other-times");
  }));

test("a questionnaire as CSV is matched, answered and taken back with its answers", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const owner = await stage.as(person(demo.people, "acme", "owner"));
    await owner.goto("/settings/questionnaires");
    const text = "No;Question;Answer\r\n1;Are data encrypted at rest?;\r\n2;Which sub-processors are used?;\r\n3;Which colour has the seal?;\r\n";
    await owner.locator("[name=file]").setInputFiles({ name: "Einkauf.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await owner.locator("form[enctype] button.primary").click();
    await owner.waitForURL(/\/settings\/questionnaires\/[0-9a-f-]{36}$/);
    const one = new URL(owner.url()).pathname;
    await owner.locator("[name=question_column]").selectOption("B");
    await owner.locator("[name=answer_column]").selectOption("B");
    await press(owner, "/mapping");
    await owner.locator("#errors").waitFor();
    await look(owner, "csv-mapping-errors");
    await owner.locator("[name=answer_column]").selectOption("C");
    await owner.locator("[name=first_row]").fill("2");
    await press(owner, "/mapping");
    await owner.locator('form[action$="/submission"]').waitFor();
    await look(owner, "csv-matched");
    await press(owner, "/submission");
    await owner.locator('form[action$="/submission"]').waitFor({ state: "detached" });

    const legal = await stage.as(operator(demo.people, "legal"));
    const desk = one.replace("/settings", "/operator");
    await legal.goto(desk);
    await press(legal, "/taking");
    await legal.locator('form[action$="/taking"]').waitFor({ state: "detached" });
    for (const box of await legal.locator("[name=item_ids]").all()) await box.check();
    if (await legal.locator("[name=item_ids]").count()) await press(legal, "/acceptances");
    for (let left = 3; left > 0 && !(await legal.locator('form[action$="/answers"]').count()); left--) {
      await legal.goto(desk);
      await legal.locator("details summary").first().click();
      await legal.locator("details [name=answer]").first().fill("Blue, as the ink of the notary.");
      if (left === 3) await look(legal, "csv-desk");
      await legal.locator("button[value=edited]").first().click();
      await legal.waitForLoadState("networkidle");
    }
    await press(legal, "/answers");
    await legal.locator('form[action$="/answers"]').waitFor({ state: "detached" });
    await owner.goto(one);
    await look(owner, "csv-answered");
    const download = owner.waitForEvent("download");
    await press(owner, "/export");
    const file = await download;
    assert.match(file.suggestedFilename(), /-answers\.csv$/);
    const filled = readFileSync(await file.path(), "utf8");
    assert.match(filled, /^3;Which colour has the seal\?;"?Blue, as the ink of the notary\./m, filled);
    assert.ok(filled.startsWith("No;Question;Answer\r\n"), "the rest is as it was");
  }));

test("a meeting is held, minuted, remarked upon, approved, and what was agreed is done", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const owner = await stage.as(person(demo.people, "globex", "owner"));
    await owner.goto("/settings/reviews");
    await owner.locator("[name=wishes]").fill("Wir möchten die letzte Wiederherstellung besprechen.");
    await press(owner, "/settings/reviews");
    await owner.waitForURL(/\/settings\/reviews\/[0-9a-f-]{36}$/);
    const one = new URL(owner.url()).pathname;
    const desk = one.replace("/settings", "/operator");

    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto(desk);
    const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    await legal.locator("[name=time]").first().fill(`${day(9)}T10:00`);
    await legal.locator("[name=place]").fill("Besprechungsraum 3");
    await press(legal, "/proposal");
    await legal.locator("#errors").waitFor({ state: "detached" });
    await owner.goto(one);
    await owner.locator("[name=at]").first().check();
    await press(owner, "/choice");
    await owner.locator('a[href$="invitation.ics"]').waitFor();
    await legal.goto(desk);
    assert.equal(await legal.locator('form[action$="/holding"]').count(), 0, "what lies ahead was not held");

    sql(demo.folder, `UPDATE review_meeting SET starts_at = requested_at WHERE place = 'Besprechungsraum 3'`);
    await legal.reload();
    await press(legal, "/holding");
    await legal.locator('form[action$="/minutes"]').waitFor();
    await legal.locator("[name=task]").first().fill("Send the report of the last restore");
    await press(legal, "/minutes");
    await legal.locator("#errors").waitFor();
    await look(legal, "meeting-minutes-errors");
    await legal.locator("[name=participants]").fill("Klara Brandström, Inhaberin\nLena Hofmann, Recht");
    await legal.locator("[name=minutes]").fill("We went through backups, keys and the last restore.\nNothing was found wanting but a report.");
    await legal.locator("[name=owner]").first().fill("Lena Hofmann");
    await legal.locator("[name=due]").first().fill(day(30));
    await press(legal, "/minutes");
    await legal.locator("#errors").waitFor({ state: "detached" });
    await look(legal, "meeting-minuted");

    await owner.goto(one);
    await look(owner, "de-meeting-minutes");
    await owner.locator("[name=comment]").fill("Der Bericht soll auch die Dauer nennen.");
    await press(owner, "/comment");
    await owner.locator("#errors").waitFor({ state: "detached" });
    await legal.goto(desk);
    await look(legal, "meeting-remark");
    await legal.locator("[name=minutes]").fill("We went through backups, keys and the last restore.\nThe report shall say how long it took.");
    await press(legal, "/minutes");
    await legal.locator("#errors").waitFor({ state: "detached" });
    await owner.goto(one);
    await press(owner, "/approval");
    await owner.locator('form[action$="/approval"]').waitFor({ state: "detached" });
    await look(owner, "de-meeting-approved");
    await legal.goto(desk);
    await press(legal, "/completion");
    await legal.locator('form[action$="/completion"]').waitFor({ state: "detached" });
    await look(legal, "meeting-done");
    await owner.reload();
    await look(owner, "de-meeting-done");
  }));
