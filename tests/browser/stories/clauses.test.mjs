// What keeps each clause: in the text that everybody reads, and in the agreement that a workspace holds.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { person } from "../support/people.mjs";

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.stop());

test("everybody reads which promise keeps a clause, in both languages", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const visitor = await stage.visitor();
    await visitor.goto("/dpa/text");
    await visitor.locator("article .hint").first().waitFor();
    assert.match(await visitor.locator("main").innerText(), /clauses/, "how many clauses are kept by what stands above the text");
    await look(visitor, "clauses-text");
    await visitor.locator("details.disclosure summary").first().click();
    await look(visitor, "clauses-contents");
    await visitor.locator("details.disclosure a").nth(2).click();
    await visitor.locator(":target").waitFor();
    const promise = visitor.locator('article .hint a[href^="/trust#"]').first();
    const named = await promise.innerText();
    await promise.click();
    await visitor.waitForURL(/\/trust#/);
    assert.equal(await visitor.locator(":target").count(), 1, `${named} is a promise of the register`);
    await visitor.goto("/dpa/text?language=de");
    assert.equal(await visitor.locator("article").getAttribute("lang"), "de");

    const leser = await stage.visitor({ locale: "de-DE" });
    await leser.goto("/dpa/text");
    await look(leser, "de-clauses-text");
    await leser.goto("/dpa/versions/1.0.0");
    await look(leser, "de-clauses-version");
  }));

test("a workspace reads its agreement clause by clause, with what it has seen itself", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const owner = await stage.as(person(demo.people, "acme", "owner"));
    await owner.goto("/settings/agreements");
    await owner.locator('table a[href^="/settings/agreements/"]').first().click();
    await owner.locator('a[href$="/clauses"]').click();
    await owner.waitForURL(/\/clauses$/);
    await owner.locator("article .hint", { hasText: "entries of your log" }).first().waitFor();
    await look(owner, "clauses-own");
    const address = new URL(owner.url()).pathname;

    const inhaberin = await stage.as(person(demo.people, "globex", "owner"));
    assert.equal((await inhaberin.goto(address)).status(), 404, "the agreement of another workspace is not there");
    await inhaberin.goto("/settings/agreements");
    await inhaberin.locator('table a[href^="/settings/agreements/"]').first().click();
    await inhaberin.locator('a[href$="/clauses"]').click();
    await inhaberin.waitForURL(/\/clauses$/);
    await look(inhaberin, "de-clauses-own");
  }));
