// A tenant gets its data out: only the owner, only after the password once more.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { sql, startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { exports, forms } from "../support/paths.mjs";
import { person } from "../support/people.mjs";

let demo;
before(async () => (demo = await startDemo()));
after(() => demo?.stop());

test("the owner takes everything out, after the password", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const owner = person(demo.people, "acme", "owner");
    const page = await stage.as(owner);
    await demo.passwordsGrowOld();
    await page.goto(exports);
    await page.locator(`${forms.exports} button`).click();
    const password = page.locator(`${forms.confirm} [name=password]`);
    await password.waitFor();
    assert.equal(new URL(page.url()).pathname, exports, "the page that asks stands in place");
    await look(page, "export-password");
    await password.fill(owner.password);
    await page.locator(`${forms.confirm} button:not([type=button])`).first().click();
    await page.waitForURL(/\/exports\/.+/);
    const link = page.locator('a[href$="/download"]');
    await link.waitFor({ timeout: 60_000 });
    await look(page, "export-ready");
    const downloading = page.waitForEvent("download");
    await link.click();
    const zip = await readFile(await (await downloading).path());
    assert.equal(zip.subarray(0, 2).toString(), "PK");
    for (const name of ["manifest.json", "schema"]) assert.ok(zip.includes(name), `the archive has no ${name}`);

    // The demo is written out too fast to be seen at it.
    sql(demo.folder, "UPDATE export SET state = 'building', tables_done = 12, rows_done = 1234");
    await page.reload();
    await page.locator("#export-progress").waitFor();
    await look(page, "export-running");
    sql(demo.folder, "UPDATE export SET state = 'ready'");
    await link.waitFor(); // the page asks by itself
  }));

test("an instructor may not", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const page = await stage.as(person(demo.people, "acme", "instructor"));
    const response = await page.goto(exports);
    assert.equal(response.status(), 403);
    await look(page, "refused");
  }));
