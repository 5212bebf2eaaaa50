// Verifies a credential with Digital Bazaar's library, which was not written here:
// node check_credential.mjs CONTEXTS DID_JSON CREDENTIAL_JSON SUITE (packages from NODE_MODULES)
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [contexts, didFile, credentialFile, suite] = process.argv.slice(2);
const modules = resolve(process.env.NODE_MODULES ?? "node_modules");
const require = createRequire(join(modules, "..", "anchor.js"));
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { DataIntegrityProof } = await load("@digitalbazaar/data-integrity");
const rdfc = await load("@digitalbazaar/eddsa-rdfc-2022-cryptosuite");
const jcs = await load("@digitalbazaar/eddsa-jcs-2022-cryptosuite");
const vc = await load("@digitalbazaar/vc");

const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const did = json(didFile);
const known = {
  "https://www.w3.org/ns/credentials/v2": json(join(contexts, "credentials-v2.json")),
  "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": json(
    join(contexts, "open-badges-3.0.3.json"),
  ),
  "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": json(
    join(contexts, "open-badges-extensions.json"),
  ),
  [did.id]: did,
};
for (const method of did.verificationMethod) {
  known[method.id] = { "@context": "https://w3id.org/security/multikey/v1", ...method };
}
const documentLoader = async (url) => {
  if (!(url in known)) throw new Error(`not known: ${url}`);
  return { contextUrl: null, documentUrl: url, document: known[url] };
};
const cryptosuite =
  suite === "eddsa-jcs-2022" ? jcs.createVerifyCryptosuite() : rdfc.cryptosuite;
const result = await vc.verifyCredential({
  credential: json(credentialFile),
  suite: new DataIntegrityProof({ cryptosuite }),
  documentLoader,
  checkStatus: async () => ({ verified: true }),
});
if (!result.verified) {
  console.error(JSON.stringify(result, null, 1).slice(0, 4000));
  process.exit(1);
}
console.log("verified");
