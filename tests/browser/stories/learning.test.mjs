// A learner passes a quiz and gets a certificate that a stranger can verify.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { Stage } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { look, paint } from "../support/look.mjs";
import { certificates, forms, learn } from "../support/paths.mjs";
import { call, person } from "../support/people.mjs";

const TITLE = "Locking the screen";
const QUESTIONS = [
  { kind: "single_choice", stem_md: "When do you lock the screen?", right: ["Whenever I leave the desk"], wrong: ["On Fridays"] },
  { kind: "multiple_response", stem_md: "What may stand on a note at the screen?", right: ["A shopping list", "A birthday"], wrong: ["A password"] },
];

let demo;
let learner;
before(async () => {
  demo = await startDemo();
  const owner = person(demo.people, "acme", "owner");
  learner = person(demo.people, "acme", "learner");
  const post = (path, body) => call(demo.baseUrl, owner, "POST", path, body);
  const module = await post("/modules", { title: TITLE, language: "en" });
  await post(`/modules/${module.id}/units`, { kind: "page", title: "Why", body_md: "Somebody **passes by** every desk." });
  const settings = { pass_percent: 80, attempts_allowed: 2, time_limit_s: 600, shuffle_questions: false, shuffle_options: true };
  const { quiz_id } = await post(`/modules/${module.id}/units`, { kind: "quiz", title: "Check", settings });
  for (const { kind, stem_md, right, wrong } of QUESTIONS) {
    const options = [...right.map((text_md) => ({ text_md, correct: true })), ...wrong.map((text_md) => ({ text_md, correct: false }))];
    await post(`/quizzes/${quiz_id}/questions`, { kind, stem_md, points: 1, options });
  }
  await post(`/modules/${module.id}/publication`);
  await post("/assignments", { module_id: module.id, user_ids: [learner.id], group_ids: [], due_at: new Date(Date.now() + 7 * 86_400_000).toISOString() });
});
after(() => demo?.stop());

/** A module with a quiz of one question that is answered with words; gives the path of an attempt that the learner begins. */
async function begun(title) {
  const owner = person(demo.people, "acme", "owner");
  const post = (path, body) => call(demo.baseUrl, owner, "POST", path, body);
  const module = await post("/modules", { title, language: "en" });
  const { quiz_id } = await post(`/modules/${module.id}/units`, { kind: "quiz", title: "Check", settings: { time_limit_s: 600 } });
  await post(`/quizzes/${quiz_id}/questions`, { kind: "short_text", stem_md: "Say the word.", accepted: ["the last word"] });
  await post(`/modules/${module.id}/publication`);
  await post("/assignments", { module_id: module.id, user_ids: [learner.id], group_ids: [] });
  const { id } = await call(demo.baseUrl, learner, "POST", `/quizzes/${quiz_id}/attempts`);
  return id;
}

/** The learner's newest certificate, once its PDF is sealed. */
async function sealed() {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const [newest] = (await call(demo.baseUrl, learner, "GET", "/me/certificates")).items;
    if (newest?.pdf_ready) return newest;
  }
  throw new Error("no certificate was sealed within a minute");
}

async function press(page, form) {
  await Promise.all([page.waitForLoadState("load"), page.locator(`${form} button:not([type=button])`).first().click()]);
}

test("from the assignment to the certificate", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const page = await stage.as(learner);
    await page.goto(learn);
    await page.getByRole("link", { name: TITLE }).first().click();
    await page.getByText("passes by").or(page.getByRole("link", { name: /Why/ })).first().waitFor();
    if (!(await page.getByText("passes by").isVisible())) await page.getByRole("link", { name: /Why/ }).first().click();
    await page.getByText("passes by").waitFor();
    await look(page, "learner-reads");

    await page.getByRole("link", { name: /Check/ }).first().click();
    await page.locator(forms.attempt).first().waitFor();
    await look(page, "learner-quiz-intro");
    await press(page, forms.attempt);
    await page.waitForURL(/\/attempts\//);
    await look(page, "learner-quiz");
    for (const { stem_md, right } of QUESTIONS) {
      await page.getByText(stem_md).first().waitFor();
      for (const text of right) await page.locator("label.option").filter({ has: page.getByText(text, { exact: true }) }).locator("input").check();
      const on = page.locator("form[data-autosave] button:not([type=button]), form:has(input:checked) button:not([type=button])");
      await on.last().click(); // to the next question, from the last one to the review
    }
    await page.locator(forms.submission).first().waitFor();
    await look(page, "learner-reviews");
    await press(page, forms.submission);
    await page.waitForURL(/\/result$/);
    await look(page, "learner-result");

    const { id, code } = await sealed();
    await page.goto(certificates);
    await page.getByText(TITLE).first().waitFor();
    await look(page, "learner-certificate-list");
    const downloading = page.waitForEvent("download");
    await page.locator(`a[href*="${id}"][href$="/pdf"]`).first().click();
    const pdf = await readFile(await (await downloading).path());
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    paint(pdf, "certificate-pdf");

    const stranger = await stage.visitor();
    await stranger.goto(`/verify/${code}`);
    await stranger.getByText(TITLE).first().waitFor();
    await look(stranger, "stranger-verifies");
  }));

test("who does not pass is told what is needed", async () => {
  const id = await begun("A word too few");
  await call(demo.baseUrl, learner, "PUT", `/attempts/${id}/answers/1`, { sequence: 1, text: "the first word" });
  await call(demo.baseUrl, learner, "POST", `/attempts/${id}/submission`);
  await Stage.play(demo.baseUrl, async (stage) => {
    const page = await stage.as(learner);
    await page.goto(`/attempts/${id}/result`);
    await page.locator('.verdict[data-status="bad"], .verdict[data-status="warn"]').waitFor();
    await look(page, "learner-failed");
  });
});

test("what was typed last is there when the time runs out", async () => {
  const id = await begun("The last word");
  await Stage.play(demo.baseUrl, async (stage) => {
    const page = await stage.as(learner);
    await page.clock.install();
    // A slow line: who hands in without waiting for the answer on its way loses it.
    await page.route(/\/api\/v1\/attempts\//, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await page.goto(`/attempts/${id}`);
    await page.locator("input[name=text]").fill("the last word");
    await page.clock.fastForward("10:05");
    await page.waitForURL(/\/result$/);
    const result = await call(demo.baseUrl, learner, "GET", `/attempts/${id}/result`);
    assert.deepEqual([result.passed, result.late_answers], [true, 0]);
  });
});

test("a window that is behind is refused until it is loaded again", async () => {
  const id = await begun("Two windows");
  await Stage.play(demo.baseUrl, async (stage) => {
    stage.allow(/^409 for .*\/answers\//);
    const [one, two] = [await stage.as(learner), await stage.as(learner)];
    for (const page of [one, two]) await page.goto(`/attempts/${id}`);
    const says = async (page, text, tone) => {
      const answered = page.waitForResponse((response) => response.request().method() === "PUT");
      await page.locator("input[name=text]").fill(text);
      await answered;
      await page.locator(`[data-save-state="answer"][data-status="${tone}"]`).waitFor();
    };
    await says(one, "from the first", "ok");
    await says(two, "from the second", "bad");
    await says(two, "from the second, again", "bad");
    await two.getByText("A newer answer came from another window").first().waitFor();
    const { slots } = await call(demo.baseUrl, learner, "GET", `/attempts/${id}`);
    assert.equal(slots[0].answer.text, "from the first");
    await two.evaluate(() => document.querySelector("form[data-autosave]").remove()); // or it asks before it leaves
    await two.reload();
    await says(two, "from the second, at last", "ok");
  });
});
