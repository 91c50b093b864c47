// Runs the browser tests: node run.mjs [FILE…]. Installs its packages when the lock file changed, seeds the demo once and
// gives every story a copy. Needs TUTELA_TEST_BINARY; TUTELA_SHOTS says where the pictures go.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const lock = createHash("sha256").update(readFileSync(join(here, "package-lock.json"))).digest("hex");
const stamp = join(here, "node_modules/.lock");
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: here, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, lock);
}

const chosen = process.argv.slice(2);
const stories = readdirSync(join(here, "stories")).filter((name) => name.endsWith(".test.mjs"));
const files = chosen.length > 0 ? chosen : ["support/support.test.mjs", ...stories.map((name) => `stories/${name}`)].map((name) => join(here, name));

const { startDemo } = await import("./support/demo.mjs");
const template = mkdtempSync(join(tmpdir(), "tutela-demo-"));
process.once("exit", () => rmSync(template, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
const env = { ...process.env };
if (env.TUTELA_TEST_BINARY) {
  const began = Date.now();
  await (await startDemo({ data: template })).stop();
  console.log(`The demo was seeded in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  env.TUTELA_TEST_DEMO_TEMPLATE = template;
}
env.TUTELA_TEST_SHOT_NAMES = mkdtempSync(join(tmpdir(), "tutela-shot-names-"));
process.once("exit", () => rmSync(env.TUTELA_TEST_SHOT_NAMES, { recursive: true, force: true }));
if (env.TUTELA_SHOTS) mkdirSync(env.TUTELA_SHOTS, { recursive: true });
const { status } = spawnSync(process.execPath, ["--test", "--test-concurrency=1", "--test-reporter=spec", ...files.map((file) => relative(process.cwd(), file))], {
  stdio: "inherit",
  env,
});
process.exitCode = status ?? 1;
