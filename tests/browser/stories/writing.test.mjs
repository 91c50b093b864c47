// An owner writes, is told when somebody else was faster, and assigns.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { look } from "../support/look.mjs";
import { call, person } from "../support/people.mjs";

let demo;
let owner;
let module;
let unit;
let question;
before(async () => {
  demo = await startDemo();
  owner = person(demo.people, "acme", "owner");
  const post = (path, body) => call(demo.baseUrl, owner, "POST", path, body);
  module = await post("/modules", { title: "The first day", language: "en" });
  unit = await post(`/modules/${module.id}/units`, { kind: "page", title: "Keys", body_md: "You get **two** keys.\n\n- one for the door\n- one for the desk" });
  const quiz = await post(`/modules/${module.id}/units`, { kind: "quiz", title: "Check", settings: {} });
  const asked = await post(`/quizzes/${quiz.quiz_id}/questions`, { kind: "true_false", stem_md: "Everybody gets three keys.", points: 1, correct: false });
  question = `/quizzes/${quiz.quiz_id}/questions/${asked.id}`;
  await post(`/modules/${module.id}/publication`);
});
after(() => demo?.stop());

const on = (story) => Stage.play(demo.baseUrl, story);

test("what is written is saved by itself", () =>
  on(async (stage) => {
    const page = await stage.as(owner);
    await page.goto(`/modules/${module.id}/units/${unit.id}`);
    await page.locator("[name=body_md]").fill("You get **two** keys. Keep them apart.");
    await page.locator('[data-save-state][data-status="ok"]').waitFor();
    await page.locator("#preview").getByText("Keep them apart").waitFor();
    await look(page, "editor-saved");
    const { units } = await call(demo.baseUrl, owner, "GET", `/modules/${module.id}`);
    assert.match(JSON.stringify(units), /Keep them apart/);
  }));

test("a question that was changed in another window is not written over", () =>
  on(async (stage) => {
    const [one, two] = [await stage.as(owner), await stage.as(owner)];
    for (const page of [one, two]) await page.goto(question);
    const save = async (page, stem) => {
      await page.locator("[name=stem_md]").fill(stem);
      await page.locator("form[data-dirty] button.primary").click();
    };
    await save(one, "Everybody gets two keys.");
    await one.waitForURL(/\/quizzes\/[0-9a-f-]{36}(?!\/questions)/);
    await save(two, "Nobody gets a key.");
    await two.locator("a[target=_blank]").waitFor();
    assert.equal(await two.locator("[name=stem_md]").inputValue(), "Nobody gets a key.", "what was typed stays");
    await look(two, "question-changed-elsewhere");
  }));

test("an assignment is looked for, checked and sent", () =>
  on(async (stage) => {
    const page = await stage.as(owner);
    const learner = person(demo.people, "acme", "learner");
    await page.goto("/assignments/new");
    await page.locator("[name=module_id]").selectOption(module.id);
    await page.locator("[name=due]").fill(new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10));
    await page.locator("[name=find]").fill(learner.email);
    await page.locator("[name=step][value=find]").click();
    const box = page.locator(`[name=user_ids][value="${learner.id}"]`);
    await box.waitFor();
    assert.equal(await page.locator("[name=user_ids]").count(), 1, "only who was looked for is offered");
    assert.equal(await page.locator("[name=module_id]").inputValue(), module.id, "what was chosen stays chosen");
    await box.check();
    await look(page, "assignment-search");
    await page.locator("[name=step][value=check]").click();
    await page.locator("[name=step][value=send]").waitFor();
    await look(page, "assignment-check");
    await page.locator("[name=step][value=send]").click();
    await page.waitForURL(/\/assignments\/[0-9a-f-]{36}$/);
    await look(page, "assignment-sent");
    const mine = await call(demo.baseUrl, learner, "GET", "/me/assignments");
    assert.ok(JSON.stringify(mine).includes(module.id));
  }));
