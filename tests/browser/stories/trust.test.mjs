// The trust page: for everybody, and with what the own workspace shows for somebody who runs one.
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

test("a customer sees what its own workspace shows of a promise", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const owner = await stage.as(person(demo.people, "acme", "owner"));
    await owner.goto("/trust");
    const seen = owner.locator(".promise .own");
    assert.ok((await seen.count()) >= 5, "evidence of the workspace stands below promises");
    assert.match(await owner.locator("#M-8\\.3 .own").innerText(), /entries of your log/);
    await owner.locator("#M-8\\.1 summary").click();
    await owner.locator("#M-8\\.1 details li").first().waitFor();
    await look(owner, "trust-own");

    await owner.goto("/trust?show=kept");
    assert.equal(await owner.locator(".promise .badge", { hasText: "Not yet kept" }).count(), 0);
  }));
