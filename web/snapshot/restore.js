// Starts a Python that has imported all it needs: the build has recorded the memory of one.
//
// For this Pyodide has options, which it calls experimental, and only for Python by itself. Hence
// the layout is compared before anything is restored.

import { EngineError } from "../protocol.js";
import { compileParts, loadParts, PINNED } from "./alike.js";

const HEADER = 128; // bytes in front of the memory, by which Pyodide knows a snapshot

/** Both are promises: pyodide of what importPyodide gives, snapshot of what unpack gives. */
export async function restorePython(pyodide, snapshot) {
  let compiled = snapshot.then(async (found) => [found, await compileParts(found.parts)]);
  compiled.catch(() => {}); // createPyodideModule tells of it, and only that
  const lock = snapshot.then(({ info }) => ({ info, packages: {} }), () => new Promise(() => {}));
  const { loadPyodide, createModule, indexURL } = await pyodide;
  // Pyodide wants a snapshot before it compiles anything, and reads it when all else is there. So
  // the download is not waited for: the header is filled in later, and no memory follows it.
  const header = new Uint8Array(HEADER);
  const nothing = URL.createObjectURL(new Blob([]));

  async function createPyodideModule(settings) {
    const module = await createModule(settings);
    const [recorded, parts] = await compiled;
    compiled = undefined; // Pyodide holds on to this function, and must not to all of that
    fill(module, recorded, parts);
    header.set(recorded.header);
    return module;
  }

  const python = await loadPyodide({
    ...PINNED,
    env: { ...PINNED.env },
    indexURL,
    createPyodideModule,
    lockFileContents: lock,
    packageBaseUrl: indexURL,
    stdLibURL: nothing,
    _loadSnapshot: header,
  });
  URL.revokeObjectURL(nothing);
  return python;
}

function fill(module, { layout, size, changes }, parts) {
  const found = loadParts(module, parts);
  if (found !== layout) {
    const message = `a memory laid out as ${layout} does not fit ${found}`;
    throw new EngineError({ name: "MisfitError", message });
  }
  if (module.HEAPU8.length < size) {
    module.growMemory(size);
  }
  changes.forEach(({ at, bytes }) => module.HEAPU8.set(bytes, at));
}
