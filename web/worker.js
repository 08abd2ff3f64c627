// Hosts Python: starts Pyodide with NumPy, then answers every request through nnplay.protocol,
// the only door into the package.

import { assertOk, createDownloads, downloadFailed } from "./downloads.js";
import { siteFile } from "./files.js";
import { installKernel } from "./kernel/kernel.js";
import { buffersOf, EngineError, errorReply } from "./protocol.js";
import { importPyodide } from "./pyodide.js";
import { restorePython } from "./snapshot/alike.js";
import { record } from "./snapshot/record.js";
import { findSnapshot, refuseSnapshot, unpack } from "./snapshot/store.js";

const KERNEL = "dense.wasm";
const RUNTIME = /\/pyodide\.(asm\.)?(mjs|wasm)$/; // a snapshot stands for the rest

const booted = boot();
booted.catch(() => {}); // every request is told, but the first may not be here yet

addEventListener("message", async ({ data: request }) => {
  try {
    const reply = answer(await booted, request);
    postMessage(reply, [...buffersOf(reply)]);
  } catch (error) {
    postMessage(errorReply(request, error.type ? fromPython(error) : error));
  }
});

/** Goes on from what an earlier visit has kept, if there is that and it fits; else begins anew. */
async function boot() {
  const manifest = await loadManifest();
  const snapshot = await findSnapshot(manifest.version);
  if (!snapshot) {
    return start(manifest);
  }
  try {
    return await restore(manifest, snapshot);
  } catch (error) {
    if (error.name === "DownloadError") {
      throw error;
    }
    await refuseSnapshot(manifest.version);
    return start(manifest);
  }
}

async function loadManifest() {
  try {
    const response = await fetch(siteFile("manifest.json"), { cache: "no-cache" });
    return await assertOk(response).json();
  } catch (error) {
    throw downloadFailed("manifest.json", error);
  }
}

function start(manifest) {
  return host(manifest, Object.keys(manifest.boot), async ({ pyodide, fetchBytes }) => {
    const nnplay = fetchBytes("nnplay.zip");
    const { loadPyodide, createModule, indexURL } = await pyodide;
    const options = { indexURL, createPyodideModule: createModule, packages: ["numpy"] };
    const python = await loadPyodide(options);
    python.unpackArchive(await nnplay, "zip");
    return { python };
  });
}

function restore(manifest, response) {
  const files = Object.keys(manifest.boot).filter((path) => RUNTIME.test(path) || path === KERNEL);
  return host(manifest, files, async ({ pyodide }) => {
    const snapshot = unpack(await response.arrayBuffer());
    return { python: await restorePython(await pyodide, snapshot), isRestored: true };
  });
}

/**
 * Asks for all the files at once: no download waits for another.
 * startPython({pyodide, fetchBytes}): resolves to {python}, which has nnplay.
 */
function host(manifest, files, startPython) {
  const sizes = Object.fromEntries(files.map((path) => [path, manifest.boot[path]]));
  const onProgress = (progress) => postMessage({ type: "progress", ...progress });
  const downloads = createDownloads({ sizes, onProgress });
  self.fetch = downloads.fetch; // Pyodide's own downloads are counted too

  async function fetchBytes(path) {
    const response = await downloads.fetch(siteFile(`${path}?${manifest.version}`));
    return response.arrayBuffer();
  }

  async function open() {
    const kernel = KERNEL in sizes && fetchBytes(KERNEL);
    const pyodide = importPyodide(manifest.pyodide, downloads.importModule);
    const started = await startPython({ pyodide, fetchBytes });
    const { python } = started;
    if (kernel) {
      await installKernel(python, await kernel);
    }
    return { ...started, manifest, handle: python.pyimport("nnplay.protocol").handle };
  }

  return Promise.race([open(), downloads.failed]);
}

function answer({ python, handle, manifest, isRestored = false }, request) {
  const { id, run, type } = request;
  if (type === "boot") {
    return { id, run, type: "ready", is_restored: isRestored };
  }
  if (type === "record") {
    record(python, manifest);
    return { id, run, type: "recording" };
  }
  try {
    return ask(python, handle, request);
  } catch (error) {
    if (isRestored && !error.type) {
      refuseSnapshot(manifest.version); // it is Pyodide that broke down, not a line of Python
    }
    throw error;
  }
}

function ask(python, handle, request) {
  const message = python.toPy(request);
  const reply = handle(message);
  try {
    return reply.toJs({ dict_converter: Object.fromEntries, create_pyproxies: false });
  } finally {
    reply.destroy();
    message.destroy();
  }
}

/** Pyodide's error has the whole traceback for a message; the last line says what happened. */
function fromPython({ type, message: traceback }) {
  const lastLine = traceback.trim().split("\n").at(-1);
  return new EngineError({ name: type, message: lastLine.replace(`${type}: `, ""), traceback });
}
