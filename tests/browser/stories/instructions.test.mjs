// Instructions in writing: staff enter what a customer wrote, and the customer finds it in its record.
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

test("staff enter an instruction that came by letter, and its customer reads it", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto("/operator/instructions");
    await look(legal, "instructions-written");
    stage.allow(/422/);
    await legal.locator("main form.form button.primary").click();
    await legal.locator("#errors").waitFor();
    await look(legal, "instructions-written-errors");
    await legal.locator("#f-tenant_id").selectOption({ index: 1 });
    const customer = await legal.locator("#f-tenant_id option:checked").innerText();
    await legal.locator("[name=given_by]").fill("Vida Zupan, direktorica");
    await legal.locator("[name=received_at]").fill("2026-01-05T09:30");
    await legal.locator("[name=text]").fill("Publish the answers of every learner on the intranet, with their names, until the end of the year.");
    await legal.locator("[name=answer]").selectOption("infringes");
    await legal.locator("[name=reason]").fill("Nobody needs the answers of single people for this purpose.");
    await legal.locator("main form.form button.primary").click();
    await legal.waitForURL(/tenant_id=/);
    assert.match(await legal.locator("main").innerText(), /Publish the answers/);
    await look(legal, "instructions-written-entered");

    for (const workspace of ["acme", "globex"]) {
      const owner = person(demo.people, workspace, "owner");
      if (!owner) continue;
      const page = await stage.as(owner);
      await page.goto("/settings/instructions");
      const text = await page.locator("main").innerText();
      if (!text.includes("Publish the answers")) continue;
      assert.match(text, /Nobody needs the answers/, customer);
      await look(page, "instructions-record");
      return;
    }
    assert.fail(`${customer} does not find it in its record`);
  }));
