// What the page says of files that are not as they were: cut off, continued, somebody else's, protected, no PDF at all.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { asks, hands, sealedFile } from "../support/agreements.mjs";
import { Stage } from "../support/browser.mjs";
import { startDemo } from "../support/demo.mjs";
import { locked, plain, signed } from "../support/elsewhere.mjs";
import { look } from "../support/look.mjs";
import { verify } from "../support/paths.mjs";

const FORM = 'form[action="/verify"][method=post]';

let demo;
before(async () => (demo = await startDemo()));
after(() => demo?.stop());

test("each file gets a headline of its own", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const page = await stage.visitor();
    await asks(page, demo, { contact_email: "pruefung@sonnenhof.example" });
    const ours = await sealedFile(page);
    const theirs = signed(ours);
    const files = {
      truncated: [ours.subarray(0, Math.floor(ours.length * 0.9)), /incomplete/],
      "cut-signature": [theirs.subarray(0, theirs.length - 900), /what was added to it is cut off/],
      continued: [Buffer.concat([ours, Buffer.from("% more\n%%EOF\n")]), /Something was added/],
      signed: [theirs, /one signature was added/],
      foreign: [signed(plain(), "Theirs"), /not ours/],
      unsigned: [plain(), /not ours/],
      protected: [locked(plain()), /not ours|protected/],
    };
    const headlines = new Set();
    for (const [name, [file, words]] of Object.entries(files)) {
      await page.goto(verify);
      await hands(page, FORM, file);
      await page.locator("main [data-status]").first().waitFor();
      await page.waitForLoadState("networkidle");
      const headline = await page.locator("h1").innerText();
      assert.match(headline, words, name);
      headlines.add(await page.locator(".notice").first().innerText());
      await look(page, `verify-${name}`);
    }
    assert.ok(headlines.size >= 6, `what is said differs: ${[...headlines].join("; ")}`);

    stage.allow(/422/);
    await page.goto(verify);
    await hands(page, FORM, Buffer.from("PK\u0003\u0004 and so on"));
    await page.locator("#errors").waitFor();
    await look(page, "verify-no-pdf");
  }));

test("a German reader is told what is missing", () =>
  Stage.play(demo.baseUrl, async (stage) => {
    const page = await stage.visitor({ locale: "de-DE" });
    await asks(page, demo, { contact_email: "lesen@sonnenhof.example", register_no: "HRB 90909", language: "de" });
    const ours = await sealedFile(page);
    await page.goto(verify);
    await hands(page, FORM, ours.subarray(0, ours.length >> 1));
    await page.locator("main [data-status]").first().waitFor();
    await page.waitForLoadState("networkidle");
    await look(page, "de-verify-truncated");
  }));
