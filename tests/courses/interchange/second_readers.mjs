// Reads questions as others do: GIFT with gift-pegjs, and QTI 2.1, which qti-convert makes into 3.0.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const root = process.env.NODE_MODULES;
const { parse } = createRequire(pathToFileURL(`${root}/`))("gift-pegjs");
const converter = `${root}/@citolab/qti-convert/dist/qti-converter-node/index.js`;
const { convertQti2toQti3 } = await import(pathToFileURL(converter));

const { gift, items } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const converted = [];
for (const item of items) converted.push(await convertQti2toQti3(item));
console.log(JSON.stringify({ gift: parse(gift), items: converted }));
