// A text of agreements, as the operator's lawyers bring it and a second person approves it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { operator } from "../support/people.mjs";

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.stop());

const shipped = (name) => readFileSync(new URL(`../../../templates/legal/dpa/1.0.0/${name}`, import.meta.url), "utf8");
const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
const choose = (page, field, name, text) => page.locator(`[name=${field}_file]`).setInputFiles(file(name, text));
const send = (page) => page.locator("form[enctype] button.primary").click();
const press = (page, action) => page.locator(`form[action$="${action}"] button:not([type=button])`).first().click();

const mark = "{#confidentiality-list}\n";
const config = shipped("template.toml").replace('version = "1.0.0"', 'version = "1.1.0-demo"').replace("notice_days = { value = 30", "notice_days = { value = 45")
  .concat('\n[[clause]]\nanchor = "confidentiality-oath"\nperformed_by = "operator"\n');
const en = shipped("en.md")
  .replace(mark, `${mark}+ Everyone with access has taken an oath. {#confidentiality-oath}\n`)
  .replace("within one month", "within two weeks");
const de = shipped("de.md").replace(mark, `${mark}+ Alle mit Zugang haben einen Eid geleistet. {#confidentiality-oath}\n`);

test("a text is uploaded, complained about, approved by a second person and published", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const legal = await stage.as(operator(demo.people, "legal"));
    await legal.goto("/operator/templates");
    await legal.locator("main table a").first().waitFor();
    await look(legal, "templates-list");
    await legal.goto("/operator/templates/new");
    await look(legal, "templates-upload");

    await choose(legal, "template_toml", "template.toml", config.replace("value = 45, floor = 30", "value = 7, floor = 7"));
    await choose(legal, "en_md", "en.md", en.replace("+ ", "Dear {{customer.nickname}}, we work to industry standard.\n## Empty {#empty}\n+ "));
    await choose(legal, "de_md", "de.md", de);
    await legal.locator("[name=note]").fill("One clause more, and a longer notice.");
    await send(legal);
    await legal.locator("#errors").waitFor();
    assert.match(await legal.locator("#errors").innerText(), /en\.md, line 7[\s\S]*customer\.nickname/);
    assert.equal(await legal.locator("[name=note]").inputValue(), "One clause more, and a longer notice.", "what was typed stays");
    await look(legal, "templates-complaints");

    await choose(legal, "template_toml", "template.toml", config);
    await choose(legal, "en_md", "en.md", en);
    await choose(legal, "de_md", "de.md", de);
    await send(legal);
    await legal.waitForURL(/\/operator\/templates\/[0-9a-f-]{36}$/);
    const page = new URL(legal.url()).pathname;
    assert.equal(await legal.locator('button[popovertarget="approve"]').count(), 0, "nobody approves what they brought");
    await look(legal, "templates-draft");

    const security = await stage.as(operator(demo.people, "security"));
    await security.goto(page);
    await security.locator(`form[action$="/differences"] button`).click();
    await security.locator(".differences ins").first().waitFor();
    await look(security, "templates-differences");
    await security.goto(`${page}/preview?language=en`);
    await look(security, "templates-preview");
    await security.goto(page);
    await security.locator('button[popovertarget="approve"]').first().click();
    await look(security, "templates-approve");
    await press(security, "/approval");
    await security.locator('button[popovertarget="approve"]').first().waitFor({ state: "detached" });

    await legal.goto(page);
    await legal.locator('button[popovertarget="publish"]').first().click();
    await look(legal, "templates-publish");
    await press(legal, "/publication");
    await legal.locator('button[popovertarget="publish"]').first().waitFor({ state: "detached" });
    await look(legal, "templates-published");
    await legal.goto("/dpa/text");
    assert.match(await legal.locator("article").innerText(), /has taken an oath/);
    await legal.locator("a[href='/dpa/versions/1.0.0']").click();
    await legal.waitForURL("**/dpa/versions/1.0.0");
    await look(legal, "templates-earlier");
    await legal.goto("/dpa/text");
    await legal.locator("a[href*='/differences?before=1.0.0']").click();
    await legal.locator(".differences ins").first().waitFor();
    await look(legal, "templates-public-differences");

    await legal.goto(page);
    await legal.locator('button[popovertarget="retire"]').first().click();
    await look(legal, "templates-retire");
    await press(legal, "/retirement");
    await legal.locator('button[popovertarget="retire"]').first().waitFor({ state: "detached" });
    const answer = await legal.goto("/dpa");
    assert.equal(answer.status(), 409, "no text, no agreement");
    await look(legal, "dpa-no-text");
  }));
