// Writes the JSON-LD contexts of the npm packages as JSON files: node scripts/contexts.mjs OUTDIR
// The packages are found beside this project, or in the folder named by NODE_MODULES.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [outdir] = process.argv.slice(2);
if (!outdir) {
  console.error("usage: node scripts/contexts.mjs OUTDIR");
  process.exit(2);
}
const here = dirname(fileURLToPath(import.meta.url));
const scope = join(
  resolve(process.env.NODE_MODULES ?? join(here, "..", "node_modules")),
  "@digitalcredentials",
);
const badges = createRequire(import.meta.url)(join(scope, "open-badges-context"));
const credentials = readFileSync(
  join(scope, "credentials-v2-context/contexts/credentials-v2.jsonld"),
);
const write = (name, text) => writeFileSync(join(outdir, name), text);
const asJson = (url) => JSON.stringify(badges.contexts.get(url), null, 2) + "\n";

mkdirSync(outdir, { recursive: true });
write("credentials-v2.json", credentials);
write("open-badges-3.0.3.json", asJson(badges.CONTEXT_URL_V3_0_3));
write("open-badges-extensions.json", asJson(badges.CONTEXT_URL_V3_EXTENSIONS));
