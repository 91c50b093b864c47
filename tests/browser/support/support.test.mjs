// Are the checks awake? A tiny site with one fault per page, and one page without.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Stage } from "./browser.mjs";
import { look } from "./look.mjs";
import { kind } from "./paths.mjs";
import { tour } from "./tour.mjs";

const page = (body, style = "") =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A page</title>
   <style nonce="n">a{color:inherit}body{color:#111;background:#fff}@media(prefers-color-scheme:dark){body{color:#eee;background:#111}}${style}</style></head>
   <body><main><h1>A page</h1>${body}</main></body></html>`;

const PAGES = {
  "/fine": page('<p>Nothing is wrong here.</p><a href="/fine/more">More</a> <a href="/api/x">API</a>'),
  "/fine/more": page('<p>More.</p><a href="/fine">Back</a>'),
  "/unlabelled": page('<input name="x">'),
  "/dark": page("<p class=d>Grey on dark.</p>", "@media(prefers-color-scheme:dark){.d{color:#333}}"),
  "/wide": page('<p class="w">Wide.</p>', ".w{width:700px}"),
  "/untold": page('<p title="⟪some-key⟫">Untold.</p>'),
  "/throws": page('<script nonce="n">throw new Error("broken")</script>'),
  "/inline": page('<p>Inline.</p><script>document.title = "x"</script>'),
  "/broken-link": page('<p><a href="/nowhere">Nowhere</a></p>'),
  "/missing-part": page('<img src="/no.png" alt="">'),
  "/sign-in": page(
    '<form method="post" action="/sign-in"><label>W <input name="workspace"></label><label>E <input name="email"></label><label>P <input name="password" type="password"></label><button>In</button></form>',
  ),
};

let site;
let baseUrl;
const shots = mkdtempSync(join(tmpdir(), "tutela-shots-"));

before(async () => {
  process.env.TUTELA_SHOTS = shots;
  site = createServer((request, response) => {
    const headers = { "content-type": "text/html", "content-security-policy": "default-src 'none'; img-src 'self'; style-src 'nonce-n'; script-src 'nonce-n'" };
    if (request.method === "POST") {
      return response.writeHead(303, { location: "/who", "set-cookie": "__Host-session=s3cret; Path=/; Secure; HttpOnly; SameSite=Lax" }).end();
    }
    if (request.url === "/favicon.ico") return response.writeHead(204).end();
    if (request.url === "/who") return response.writeHead(200, headers).end(page(`<p>${request.headers.cookie ?? "nobody"}</p>`));
    const body = PAGES[request.url];
    return response.writeHead(body ? 200 : 404, headers).end(body ?? page("<p>Not found.</p>"));
  });
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${site.address().port}`;
});

after(() => {
  site.close();
  rmSync(shots, { recursive: true, force: true });
});

const visit = (path, act) =>
  Stage.play(baseUrl, async (stage) => {
    const visitor = await stage.visitor();
    await visitor.goto(path);
    await act?.(visitor);
  });

test("a page without faults passes, and leaves four pictures", async () => {
  await visit("/fine", (visitor) => look(visitor, "fine"));
  assert.deepEqual(readdirSync(shots).sort(), ["fine-1280-dark.png", "fine-1280-light.png", "fine-360-dark.png", "fine-360-light.png"]);
});

test("a field without a label is found", () => assert.rejects(visit("/unlabelled", (visitor) => look(visitor, "fault-1")), /label/));
test("a contrast that is too low in the dark only is found", () => assert.rejects(visit("/dark", (visitor) => look(visitor, "fault-2")), /1280 dark: color-contrast/));
test("a text that is missing is found", () => assert.rejects(visit("/untold", (visitor) => look(visitor, "untold")), /a text is missing: some-key/));
test("a second look with the same name is refused", () =>
  visit("/fine", async (visitor) => {
    await look(visitor, "twice");
    await assert.rejects(look(visitor, "twice"), /two looks write pictures with the name twice/);
  }));
test("sideways scrolling is found, with its cause", () => assert.rejects(visit("/wide", (visitor) => look(visitor, "fault-3")), /\b360: scrolls sideways; too wide: p\.w/));
test("an error of a script is found", () => assert.rejects(visit("/throws"), /broken/));
test("an inline script that the policy forbids is found", () => assert.rejects(visit("/inline"), /Content Security Policy/));
test("a part that is missing is found", () => assert.rejects(visit("/missing-part"), /404 for .*no\.png/));
test("a link that leads nowhere is found", () =>
  assert.rejects(visit("/fine", (visitor) => tour(visitor, ["/broken-link"], { prefix: "x" })), /\/nowhere \(linked from \/broken-link\): answers 404/));
test("a tour sees each kind of page once and leaves the API alone", () =>
  visit("/fine", async (visitor) => assert.deepEqual([...(await tour(visitor, ["/fine"], { prefix: "x" }))], ["fine", "fine-more"])));

test("signing in keeps the __Host- cookie on a loopback address", () =>
  Stage.play(baseUrl, async (stage) => {
    const ada = await stage.as({ workspace: "acme", email: "ada@acme.example", password: "a long password" });
    assert.match(await ada.locator("main p").innerText(), /__Host-session=s3cret/);
  }));

test("ids and codes in addresses become kinds", () => {
  assert.equal(kind("/people/0193f3a1-0000-7000-8000-000000000001"), "people-id");
  assert.equal(kind("/verify/k3JQ9v0aZ2mX8wQ1r5T7yA"), "verify-code");
  assert.equal(kind("/"), "home");
});
