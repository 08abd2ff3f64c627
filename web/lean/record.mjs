// Starts Python in Node.js, has it import all that nnplay needs, and writes down its memory:
//   node record.mjs FOLDER PYODIDE_FOLDER
// FOLDER/files has the files that Python finds, and FOLDER is given started.bin. Python goes on from
// it in web/snapshot/.

import crypto from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { compileParts, loadParts, PINNED } from "../snapshot/alike.js";
import { missingAddresses } from "./addresses.js";
import { pack } from "./pack.js";

const IMPORTS = `
import sys
import lean
lean.import_all("/home/pyodide")
del sys.modules["lean"], lean, sys
`;

// Equal files give an equal memory, with the state of generators that nnplay does not use.
process.env.TZ = "UTC";
Date.now = () => 0;
performance.now = () => 0;
crypto.randomFillSync = (bytes) => bytes.fill(1);

const [folder, indexURL] = process.argv.slice(2);
const { loadPyodide } = await importFrom("pyodide.mjs");
const { default: createModule } = await importFrom("pyodide.asm.mjs");
const files = filesOfPython(join(folder, "files"));
const { info } = JSON.parse(readFileSync(join(indexURL, "pyodide-lock.json")));
writeFileSync(join(folder, "started.bin"), await record());

function importFrom(name) {
  return import(pathToFileURL(join(indexURL, name)));
}

/** As Python knows them: path -> bytes, in an order of their own. */
function filesOfPython(root) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const found = entries.filter((entry) => entry.isFile());
  const paths = found.map((entry) => relative(root, join(entry.parentPath, entry.name))).sort();
  const read = (path) => new Uint8Array(readFileSync(join(root, path)));
  return Object.fromEntries(paths.map((path) => [`/${path.replaceAll(sep, "/")}`, read(path)]));
}

async function record() {
  const parts = Object.fromEntries(Object.entries(files).filter(([path]) => path.endsWith(".so")));
  const compiled = await compileParts(parts);
  await assertAddresses(compiled);
  let before;
  let layout;

  function createPyodideModule(settings) {
    settings.onRuntimeInitialized = () => {
      layout = loadParts(settings, compiled); // the settings have become the module
      before = settings.HEAPU8.slice();
    };
    return createModule(settings);
  }

  const python = await loadPyodide({
    ...PINNED,
    env: { ...PINNED.env },
    indexURL,
    createPyodideModule,
    lockFileContents: { info, packages: {} },
    packageBaseUrl: indexURL,
    fsInit: writeFiles,
    _makeSnapshot: true,
  });
  python.FS.writeFile("lean.py", readFileSync(new URL("lean.py", import.meta.url)));
  python.runPython(IMPORTS);
  const snapshot = python.makeMemorySnapshot();
  const [, start] = new Uint32Array(snapshot.buffer, 0, 2); // of the memory, after the header
  const [header, after] = [snapshot.subarray(0, start), snapshot.subarray(start)];
  return pack({ before, after, header, parts, layout, info });
}

/** loadParts relies on it. */
async function assertAddresses(compiled) {
  const main = await WebAssembly.compile(readFileSync(join(indexURL, "pyodide.asm.wasm")));
  const missing = missingAddresses(main, compiled.map(({ part }) => part));
  if (missing.length > 0) {
    throw new Error(`NumPy's parts want addresses that nothing has: ${missing.join(", ")}`);
  }
}

function writeFiles(FS) {
  Object.entries(files).forEach(([path, bytes]) => {
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    FS.writeFile(path, bytes);
  });
}
