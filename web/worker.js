// Hosts Python: starts Pyodide with NumPy, then answers every request through nnplay.protocol,
// the only door into the package.

import { assertOk, createDownloads, downloadFailed } from "./downloads.js";
import { siteFile } from "./files.js";
import { installKernel } from "./kernel/kernel.js";
import { buffersOf, EngineError, errorReply } from "./protocol.js";

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

async function boot() {
  const { boot: sizes, pyodide, version } = await loadManifest();
  const hasKernel = "dense.wasm" in sizes;
  const onProgress = (progress) => postMessage({ type: "progress", ...progress });
  const downloads = createDownloads({ sizes, onProgress });
  self.fetch = downloads.fetch; // Pyodide's own downloads are counted too
  return Promise.race([startPython({ pyodide, version, hasKernel, downloads }), downloads.failed]);
}

async function loadManifest() {
  try {
    const response = await fetch(siteFile("manifest.json"), { cache: "no-cache" });
    return await assertOk(response).json();
  } catch (error) {
    throw downloadFailed("manifest.json", error);
  }
}

/** Everything is asked for at once: no download waits for another. */
async function startPython({ pyodide, version, hasKernel, downloads }) {
  const fetchBytes = async (file) => {
    const response = await downloads.fetch(siteFile(`${file}?${version}`));
    return response.arrayBuffer();
  };
  const [python, nnplay, kernel] = await Promise.all([
    loadPython(pyodide, downloads),
    fetchBytes("nnplay.zip"),
    hasKernel && fetchBytes("dense.wasm"),
  ]);
  python.unpackArchive(nnplay, "zip");
  if (kernel) {
    await installKernel(python, kernel);
  }
  return { python, handle: python.pyimport("nnplay.protocol").handle };
}

async function loadPython(pyodide, downloads) {
  const runtime = downloads.importModule(`${pyodide}pyodide.asm.mjs`);
  const { loadPyodide } = await downloads.importModule(`${pyodide}pyodide.mjs`);
  return loadPyodide({
    indexURL: siteFile(pyodide).href,
    createPyodideModule: async (settings) => (await runtime).default(settings),
    packages: ["numpy"],
  });
}

function answer({ python, handle }, request) {
  if (request.type === "boot") {
    return { id: request.id, run: request.run, type: "ready" };
  }
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
