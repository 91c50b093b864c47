// A customer's own program: signs and protects PDFs. TUTELA_TEST_PYHANKO names it; tests/run sets it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

function run(folder, program, ...words) {
  const { status, stderr, error } = spawnSync(program, words, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")}: ${error?.message ?? stderr}`);
}

/** Lets the program make `theirs.pdf` of `ours.pdf` in a folder of its own. */
function made(pdf, ...words) {
  const program = process.env.TUTELA_TEST_PYHANKO;
  if (!program) throw new Error("TUTELA_TEST_PYHANKO does not name a program that signs PDFs; tests/run sets it.");
  const folder = mkdtempSync(join(tmpdir(), "tutela-elsewhere-"));
  try {
    const subject = ["-subj", "/C=DE/O=Sonnenhof Akademie GmbH/CN=Greta Sonnenhof"];
    const use = ["-addext", "keyUsage=critical,digitalSignature,nonRepudiation"];
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem"];
    run(folder, "openssl", "req", "-x509", ...key, "-out", "certificate.pem", "-days", "30", ...subject, ...use);
    writeFileSync(join(folder, "ours.pdf"), pdf);
    run(folder, program, ...words);
    return readFileSync(join(folder, "theirs.pdf"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const key = ["pemder", "--key", "key.pem", "--cert", "certificate.pem", "--no-pass", "ours.pdf", "theirs.pdf"];

/** The file with one signature more, in the customer's field or in a new one. */
export const signed = (pdf, field = "Customer") => made(pdf, "sign", "addsig", "--field", field, "--use-pades", "--reason", "Read and approved", ...key);

/** The file behind a password. */
export const locked = (pdf) => made(pdf, "encrypt", "--password", "secret", "ours.pdf", "theirs.pdf");

/** A PDF of one page that nobody sealed. */
export function plain() {
  const objects = [
    "<</Type /Catalog /Pages 2 0 R>>",
    "<</Type /Pages /Kids [3 0 R] /Count 1>>",
    "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <<>> /Contents 4 0 R>>",
    "<</Length 14>>\nstream\n9 9 99 99 re f\nendstream",
  ];
  let text = "%PDF-1.7\n";
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = text.length;
  text += `xref\n0 5\n0000000000 65535 f \n${places.join("")}trailer\n<</Size 5 /Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}
