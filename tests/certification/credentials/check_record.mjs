// Judges the form of a learner record by LearnCard's types, which were not written here:
// node check_record.mjs RECORD_JSON (packages from NODE_MODULES)
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const modules = resolve(process.env.NODE_MODULES ?? "node_modules");
const require = createRequire(join(modules, "..", "anchor.js"));
const { AchievementCredentialValidator, ClrCredentialValidator } = require("@learncard/types");

const record = JSON.parse(readFileSync(process.argv[2], "utf8"));
ClrCredentialValidator.parse(record);
record.credentialSubject.verifiableCredential.forEach((one) => AchievementCredentialValidator.parse(one));
console.log("well formed");
