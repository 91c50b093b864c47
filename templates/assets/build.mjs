// Bundles the browser code: src/main.ts and src/theme.ts → *.js, css/tutela.css → app.css with its fonts, static/* as they are,
// the licences of what is inside → licences.txt.
// Every file gets the hash of its content into its name; dist/manifest.tsv says which name became which (one pair a line).
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const fresh = join(here, `.dist-${process.pid}`);
const dist = join(here, "dist");

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  legalComments: "none",
  outdir: fresh,
  entryNames: "[name].[hash]",
  assetNames: "[name].[hash]",
  metafile: true,
  logLevel: "warning",
};

mkdirSync(fresh, { recursive: true });
try {
  const results = [
    await build({ ...shared, entryPoints: { app: "src/main.ts", theme: "src/theme.ts" }, format: "iife", target: "es2022" }),
    await build({ ...shared, entryPoints: { app: "css/tutela.css" }, loader: { ".woff2": "file" } }),
  ];

  const manifest = new Map();
  const keep = (file, bytes) => {
    const ext = extname(file);
    const hashed = `${basename(file, ext)}.${createHash("sha256").update(bytes).digest("hex").slice(0, 8)}${ext}`;
    writeFileSync(join(fresh, hashed), bytes);
    manifest.set(file, hashed);
  };
  for (const { metafile } of results) {
    for (const path of Object.keys(metafile.outputs)) {
      const hashed = basename(path);
      manifest.set(hashed.replace(/\.[0-9A-Z]{8}(\.[a-z0-9]+)$/, "$1"), hashed);
    }
  }
  for (const file of readdirSync(join(here, "static"))) {
    keep(file, readFileSync(join(here, "static", file)));
  }

  // The licences travel with what they license: fonts and htmx end up in the binary.
  const licences = ["NOTICE", "node_modules/@fontsource-variable/inter/LICENSE", "node_modules/@expo-google-fonts/noto-sans/LICENSE_FONT", "node_modules/htmx.org/LICENSE"]
    .map((file) => readFileSync(join(here, file), "utf8").trim());
  keep("licences.txt", Buffer.from(`${licences.join(`\n\n${"=".repeat(78)}\n\n`)}\n`));

  const lines = [...manifest].sort(([a], [b]) => (a < b ? -1 : 1)).map((pair) => pair.join("\t"));
  writeFileSync(join(fresh, "manifest.tsv"), `${lines.join("\n")}\n`);
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
