// Starts the product's demo on a free port with a folder of its own, and stops it.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A port that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Waits until the address answers 200, or says after `seconds` what stood in the way. */
export async function answers(url, seconds, alive = () => true) {
  const end = Date.now() + seconds * 1000;
  for (let last = "no answer"; ; ) {
    try {
      const { status } = await fetch(url, { signal: AbortSignal.timeout(2000) });
      if (status === 200) return;
      last = `status ${status}`;
    } catch (error) {
      last = error.cause?.code ?? error.name;
    }
    if (!alive()) throw new Error(`the server ended before ${url} answered`);
    if (Date.now() > end) throw new Error(`${url} did not answer within ${seconds} s: ${last}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * The demo, seeded. TUTELA_TEST_BINARY is the program; TUTELA_TEST_DEMO_TEMPLATE a folder that was seeded before, which
 * is copied instead of seeding again. `data` names a folder to keep; without it one is made and removed by `stop`.
 */
export async function startDemo({ data } = {}) {
  const binary = process.env.TUTELA_TEST_BINARY;
  if (!binary) throw new Error("TUTELA_TEST_BINARY does not name the tutela program; tests/run sets it.");
  const folder = data ?? mkdtempSync(join(tmpdir(), "tutela-demo-"));
  const template = process.env.TUTELA_TEST_DEMO_TEMPLATE;
  if (template) cpSync(template, folder, { recursive: true });
  const baseUrl = `http://127.0.0.1:${await freePort()}`;
  const log = join(folder, "server.log");
  const out = openSync(log, "w");
  const settings = Object.entries(process.env).filter(([name]) => !name.startsWith("TUTELA_"));
  const server = spawn(binary, ["demo", "--data", folder, "--listen", baseUrl.slice("http://".length)], {
    cwd: folder,
    env: Object.fromEntries(settings),
    stdio: ["ignore", out, out],
  });
  const ended = new Promise((resolve) => server.once("exit", (code, signal) => resolve(code ?? signal)));
  const end = () => server.kill("SIGKILL");
  process.once("exit", end);

  async function stop() {
    process.removeListener("exit", end);
    if (server.exitCode === null && server.signalCode === null) server.kill("SIGTERM");
    const late = setTimeout(() => server.kill("SIGKILL"), 40_000);
    const code = await ended;
    clearTimeout(late);
    const words = readFileSync(log, "utf8");
    if (!data) rmSync(folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the server ended with ${code}:\n${excerpt(words)}`);
  }

  try {
    await answers(`${baseUrl}/readyz`, 240, () => server.exitCode === null);
  } catch (error) {
    const words = excerpt(readFileSync(log, "utf8"));
    await stop().catch(() => {});
    throw new Error(`${error.message}\n${words}`);
  }
  return { baseUrl, folder, people: JSON.parse(readFileSync(join(folder, "demo.json"), "utf8")), stop };
}

/** Beginning and end of a long log. */
function excerpt(words) {
  return words.length > 5000 ? `${words.slice(0, 2000)}\n…\n${words.slice(-3000)}` : words;
}
