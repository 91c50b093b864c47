// People join: an administrator is added after the password once more, and a welcome leads them in. What is sent twice is done once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { mailedLink, startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { forms } from "../support/paths.mjs";
import { call, person } from "../support/people.mjs";

const PASSWORD = "slow river under an old bridge";

let demo;
before(async () => (demo = await startDemo()));
after(() => demo?.stop());

test("what was typed about a new administrator outlives the question for the password", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const admin = person(demo.people, "globex", "admin");
    const page = await stage.as(admin);
    await demo.passwordsGrowOld();
    await page.goto("/people/new");
    const form = page.locator('form[action="/people"]');
    await form.locator("[name=name]").fill("Äsa Ødegård & Söhne");
    await form.locator("[name=email]").fill("asa@globex.example");
    await form.locator("[name=role]").selectOption("admin");
    await form.locator("button:not([type=button])").click();

    const password = page.locator(`${forms.confirm} [name=password]`);
    const confirm = page.locator(`${forms.confirm} button:not([type=button])`);
    await password.waitFor();
    await look(page, "de-password");
    await password.fill("not the password at all");
    await confirm.click();
    await page.locator(`${forms.confirm} [role=alert]`).waitFor();
    assert.equal(await password.inputValue(), "");
    await look(page, "de-password-wrong");
    await password.fill(admin.password);
    await confirm.click();
    await page.waitForURL(/\/people\/[0-9a-f-]{36}$/);
    await look(page, "de-person-added");
    const added = await call(demo.baseUrl, admin, "GET", `/users/${page.url().split("/").pop()}`);
    assert.deepEqual([added.name, added.email, added.role], ["Äsa Ødegård & Söhne", "asa@globex.example", "admin"]);

    const asa = await stage.visitor();
    await asa.goto(await mailedLink(demo, "asa@globex.example", "/invitations/"));
    await look(asa, "invitation");
    const welcome = asa.locator('form[action^="/invitations/"]');
    await welcome.locator("[name=password]").fill("short");
    await welcome.locator("button:not([type=button])").click();
    await asa.locator("[aria-invalid=true]").waitFor();
    await look(asa, "invitation-refused");
    await welcome.locator("[name=password]").fill(PASSWORD);
    await welcome.locator("button:not([type=button])").click();
    await asa.waitForURL(/\/admin$/);
  }));

for (const javaScriptEnabled of [true, false]) {
  test(`a group that is created with a double click is one group, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () =>
    Stage.play(demo.baseUrl, async (stage) => {
      const owner = person(demo.people, "acme", "owner");
      const page = await stage.as(owner, { javaScriptEnabled });
      const sent = [];
      page.on("request", (request) => request.method() === "POST" && sent.push(new URL(request.url()).pathname));
      const name = `Night shift ${javaScriptEnabled}`;
      await page.goto("/groups");
      const form = page.locator('form[action="/groups"]');
      await form.locator("[name=name]").fill(name);
      await form.locator("button:not([type=button])").dblclick();
      await page.waitForURL(/\/groups\/[0-9a-f-]{36}/);
      const { items } = await call(demo.baseUrl, owner, "GET", "/groups?limit=100");
      assert.equal(items.filter((group) => group.name === name).length, 1);
      if (javaScriptEnabled) assert.equal(sent.filter((path) => path === "/groups").length, 1, "the second click sends nothing");
    }));
}
