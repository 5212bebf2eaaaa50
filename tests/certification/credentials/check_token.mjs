// Verifies a token with the library jose, which was not written here:
// node check_token.mjs JWKS_JSON TOKEN (packages from NODE_MODULES)
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [keysFile, token] = process.argv.slice(2);
const modules = resolve(process.env.NODE_MODULES ?? "node_modules");
const require = createRequire(join(modules, "..", "anchor.js"));
const { createLocalJWKSet, jwtVerify } = await import(pathToFileURL(require.resolve("jose")));
const keys = createLocalJWKSet(JSON.parse(readFileSync(keysFile, "utf8")));
try {
  const { payload } = await jwtVerify(
    token,
    (header, jws) => keys({ ...header, kid: header.kid.split("#")[1] }, jws),
    { algorithms: ["EdDSA"], currentDate: new Date("2026-11-24") },
  );
  console.log(payload.jti);
} catch (error) {
  console.error(error.code);
  process.exit(1);
}
