// Starts the product's demo on a free port with a folder of its own, stops it, and reaches what no page shows: mails, commands.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, cpSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from "node:fs";
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
  if (!binary()) throw new Error("TUTELA_TEST_BINARY does not name the tutela program; tests/run sets it.");
  const folder = data ?? mkdtempSync(join(tmpdir(), "tutela-demo-"));
  const template = process.env.TUTELA_TEST_DEMO_TEMPLATE;
  if (template) cpSync(template, folder, { recursive: true });
  const baseUrl = `http://127.0.0.1:${await freePort()}`;
  let server = await serve(folder, baseUrl);
  const people = JSON.parse(readFileSync(join(folder, "demo.json"), "utf8"));

  /** As after minutes of other work: nobody has given the password lately. A new server remembers no sessions. */
  async function passwordsGrowOld() {
    await server.stop();
    sql(folder, "UPDATE session SET confirmed_at = NULL");
    server = await serve(folder, baseUrl);
  }

  async function stop() {
    await server.stop().finally(() => data || rmSync(folder, { recursive: true, force: true }));
  }

  return { baseUrl, folder, people, passwordsGrowOld, stop };
}

/** The password of whoever a command makes. */
export const NEW_PASSWORD = "seventeen quiet lamps turn";

/** Runs a command of the program on the data of a demo. */
export function command(demo, ...words) {
  const { status, stderr } = spawnSync(binary(), [...words, "--data", demo.folder], {
    cwd: demo.folder,
    env: { ...environment(), TUTELA_NEW_PASSWORD: NEW_PASSWORD },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`tutela ${words.join(" ")} ended with ${status}: ${stderr}`);
}

/** Changes rows of a demo beneath the product: for what otherwise takes time, or is over too soon to be seen. */
export function sql(folder, statement) {
  const program = "import sqlite3, sys\nwith sqlite3.connect(sys.argv[1], timeout=30) as rows: print(rows.execute(sys.argv[2]).rowcount)";
  const { status, stdout, stderr } = spawnSync("python3", ["-c", program, join(folder, "tutela.db"), statement], { encoding: "utf8" });
  if (status !== 0 || Number(stdout) < 1) throw new Error(`${statement}: ${stderr || `changed ${stdout.trim()} rows`}`);
}

/** The path of the link in the newest mail to an address that has one beginning with `start`; waits for the mail. */
export async function mailedLink(demo, to, start) {
  const folder = join(demo.folder, "mail");
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const mails = readdirSync(folder).filter((name) => name.endsWith(".eml")).sort().reverse();
    for (const mail of mails.map((name) => readFileSync(join(folder, name), "utf8"))) {
      if (!mail.includes(`To: ${to}`) && !mail.includes(`<${to}>`)) continue;
      const found = mail.replaceAll("=\r\n", "").match(new RegExp(`https?://[^/\\s]+(${start}[A-Za-z0-9_/-]+)`));
      if (found) return found[1];
    }
  }
  throw new Error(`no mail to ${to} with a link to ${start} within a minute`);
}

function binary() {
  return process.env.TUTELA_TEST_BINARY;
}

/** The settings of whoever runs the tests must not lead to their own data. */
function environment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("TUTELA_")));
}

/** A server on the data of a folder, once it is ready. */
async function serve(folder, baseUrl) {
  const log = join(folder, "server.log");
  const out = openSync(log, "w");
  const server = spawn(binary(), ["demo", "--data", folder, "--listen", baseUrl.slice("http://".length)], {
    cwd: folder,
    env: environment(),
    stdio: ["ignore", out, out],
  });
  closeSync(out);
  const ended = new Promise((resolve) => server.once("exit", (code, signal) => resolve(code ?? signal)));
  const end = () => server.kill("SIGKILL");
  process.once("exit", end);

  async function stop() {
    process.removeListener("exit", end);
    if (server.exitCode === null && server.signalCode === null) server.kill("SIGTERM");
    const late = setTimeout(() => server.kill("SIGKILL"), 40_000);
    const code = await ended;
    clearTimeout(late);
    if (code !== 0) throw new Error(`the server ended with ${code}:\n${excerpt(readFileSync(log, "utf8"))}`);
  }

  try {
    await answers(`${baseUrl}/readyz`, 240, () => server.exitCode === null);
  } catch (error) {
    await stop().catch(() => {});
    throw new Error(`${error.message}\n${excerpt(readFileSync(log, "utf8"))}`);
  }
  return { stop };
}

/** Beginning and end of a long log. */
function excerpt(words) {
  return words.length > 5000 ? `${words.slice(0, 2000)}\n…\n${words.slice(-3000)}` : words;
}
