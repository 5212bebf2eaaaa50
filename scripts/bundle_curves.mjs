// Writes node_modules/.bundles/curves.js: what checks our signatures, out of @noble/curves and @noble/hashes.
// A plain script and no module, because the offline kit's page has it inline: from file:// a browser imports nothing.
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const entry = `
  import { ed25519 } from "@noble/curves/ed25519.js";
  import { p256 } from "@noble/curves/nist.js";
  import { sha256 } from "@noble/hashes/sha2.js";
  globalThis.nobleCurves = { ed25519, p256, sha256 };
`;
const license = readFileSync(join(modules, "@noble/curves/LICENSE"), "utf-8");

await build({
  stdin: { contents: entry, resolveDir: root },
  outfile: join(modules, ".bundles/curves.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  banner: { js: `/*! @noble/curves and @noble/hashes\n\n${license}*/` },
  logLevel: "warning",
});
