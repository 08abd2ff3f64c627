// Assembles dense.wat with the WebAssembly Binary Toolkit: node assemble.mjs FOLDER, where build.py
// has put both, and takes dense.wasm from.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const folder = process.argv[2];
const openToolkit = createRequire(import.meta.url)(join(folder, "assembler/index.js"));
const toolkit = await openToolkit();
const source = readFileSync(new URL("dense.wat", import.meta.url));
const { buffer } = toolkit.parseWat("dense.wat", source, { simd: true }).toBinary({});
writeFileSync(join(folder, "dense.wasm"), buffer);
