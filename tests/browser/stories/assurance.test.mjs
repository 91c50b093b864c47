// A customer's questions on security: the library, a questionnaire of its own, and the yearly meeting on the measures.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Stage } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
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
