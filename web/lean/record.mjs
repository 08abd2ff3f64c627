// Starts Python in Node.js, has it import all that nnplay needs, and writes down its memory:
//   node record.mjs FOLDER PYODIDE_FOLDER
// FOLDER has nnplay.zip, and is given started.bin. Python goes on from it in web/snapshot/.

import crypto from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compileParts, loadParts, PINNED } from "../snapshot/alike.js";
import { pack } from "./pack.js";

const FOLDERS = ["/lib/python3.14/site-packages", "/home/pyodide"];
const NOTES = /\.dist-info\//; // by these Pyodide knows packages, and cannot restore what it knows
const IMPORTS = `
import sys
import lean
lean.import_all("/home/pyodide")
del sys.modules["lean"], lean, sys
`;

// Equal files give an equal memory. What goes on from it draws seeds of its own.
process.env.TZ = "UTC";
Date.now = () => 0;
performance.now = () => 0;
crypto.randomFillSync = (bytes) => bytes.fill(1);

const [folder, indexURL] = process.argv.slice(2);
const { loadPyodide } = await importFrom("pyodide.mjs");
const { default: createModule } = await importFrom("pyodide.asm.mjs");
const files = await filesOfPython();
const { info } = JSON.parse(readFileSync(join(indexURL, "pyodide-lock.json")));
writeFileSync(join(folder, "started.bin"), await record());

function importFrom(name) {
  return import(pathToFileURL(join(indexURL, name)));
}

/** All that Python has in its file system, besides its own library: path -> bytes. */
async function filesOfPython() {
  const { FS, unpackArchive } = await loadPyodide({ indexURL, packages: ["numpy"] });
  unpackArchive(new Uint8Array(readFileSync(join(folder, "nnplay.zip"))), "zip");
  const paths = FOLDERS.flatMap((path) => pathsBelow(FS, path)).filter((path) => !NOTES.test(path));
  return Object.fromEntries(paths.map((path) => [path, FS.readFile(path)]));
}

function pathsBelow(FS, folder) {
  const names = FS.readdir(folder).filter((name) => name !== "." && name !== "..");
  return names.sort().flatMap((name) => {
    const path = `${folder}/${name}`;
    return FS.isDir(FS.stat(path).mode) ? pathsBelow(FS, path) : [path];
  });
}

async function record() {
  const parts = Object.fromEntries(Object.entries(files).filter(([path]) => path.endsWith(".so")));
  const compiled = await compileParts(parts);
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

function writeFiles(FS) {
  Object.entries(files).forEach(([path, bytes]) => {
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    FS.writeFile(path, bytes);
  });
}
