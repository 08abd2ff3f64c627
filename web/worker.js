// Hosts Python: starts Pyodide with NumPy, then answers every request through nnplay.protocol,
// the only door into the package.

import { assertOk, createDownloads, downloadFailed } from "./downloads.js";
import { isEmbedded, siteFile } from "./files.js";
import { installKernel } from "./kernel/kernel.js";
import { buffersOf, EngineError, errorReply } from "./protocol.js";
import { importPyodide } from "./pyodide.js";
import { isAlike } from "./snapshot/alike.js";
import { refuse, refusedVersion } from "./snapshot/refusals.js";
import { restorePython } from "./snapshot/restore.js";
import { unpack, unzipped } from "./snapshot/unpack.js";

const KERNEL = "dense.wasm";

const preliminaries = quiet(Promise.all([loadManifest(), refusedVersion()]));
let booted; // from the first message on: the page is painted before anything of Python is asked for

addEventListener("message", ({ data: request }) => {
  booted ??= quiet(boot());
  if (request.type !== "begin") {
    respond(request);
  }
});

/** Every request is told of a failure, but the first may not be here yet. */
function quiet(promise) {
  promise.catch(() => {});
  return promise;
}

async function respond(request) {
  try {
    const reply = answer(await booted, request);
    postMessage(reply, [...buffersOf(reply)]);
  } catch (error) {
    postMessage(errorReply(request, error.type ? fromPython(error) : error));
  }
}

/** Goes on from the memory that the build has recorded, if it fits; else begins anew. */
async function boot() {
  const [manifest, refused] = await preliminaries;
  const isOffered = manifest.snapshot && !isEmbedded && isAlike(navigator);
  if (!isOffered || refused === manifest.version) {
    return start(manifest);
  }
  try {
    return await restore(manifest);
  } catch (error) {
    console.info(`Python starts anew: ${error.message}`);
    if (error.name === "MisfitError") {
      await refuse(manifest.version);
    }
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
  return host(manifest, manifest.boot, async ({ pyodide, fetchBytes }) => {
    const nnplay = fetchBytes("nnplay.zip");
    const { loadPyodide, createModule, indexURL } = await pyodide;
    const options = { indexURL, createPyodideModule: createModule, packages: ["numpy"] };
    const python = await loadPyodide(options);
    python.unpackArchive(await nnplay, "zip");
    return { python };
  });
}

function restore(manifest) {
  return host(manifest, manifest.restore, async ({ pyodide, fetchFile }) => {
    const snapshot = fetchFile(manifest.snapshot).then(unzipped).then(unpack);
    return { python: await restorePython(pyodide, snapshot), isRestored: true };
  });
}

/**
 * Asks for all the files at once: no download waits for another.
 * sizes: path -> bytes. startPython({pyodide, fetchFile, fetchBytes}): resolves to {python}, which
 * has nnplay.
 */
function host(manifest, sizes, startPython) {
  const onProgress = (progress) => postMessage({ type: "progress", ...progress });
  const downloads = createDownloads({ sizes, onProgress });
  self.fetch = downloads.fetch; // Pyodide's own downloads are counted too

  const fetchFile = (path) => downloads.fetch(siteFile(path));

  async function fetchBytes(path) {
    const response = await fetchFile(`${path}?${manifest.version}`);
    return response.arrayBuffer();
  }

  async function open() {
    const kernel = KERNEL in sizes && fetchBytes(KERNEL).then(WebAssembly.compile);
    const pyodide = importPyodide(manifest.pyodide, downloads.importModule);
    const started = await startPython({ pyodide, fetchFile, fetchBytes });
    const { python } = started;
    if (kernel) {
      installKernel(python, await kernel);
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
  try {
    return ask(python, handle, request);
  } catch (error) {
    if (isRestored && !error.type) {
      refuse(manifest.version); // it is Pyodide that broke down, not a line of Python
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
