// Watches the files the worker starts from: counts their bytes and notices the first that fails.

import { importFile, siteFile } from "./files.js";
import { EngineError } from "./protocol.js";
import { isUnzipped } from "./snapshot/unpack.js";

const WASM = "application/wasm";
const fetchFromNetwork = self.fetch.bind(self);

/** `sizes`: path in the site -> bytes. Both ways to load a file report through here. */
export function createDownloads({ sizes, onProgress }) {
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const missing = new Set(Object.keys(sizes));
  const { promise: failed, reject: fail } = withResolvers();
  let loaded = 0;

  function count(bytes) {
    loaded += bytes;
    onProgress({ loaded, total, phase: missing.size > 0 ? "download" : "start" });
  }

  function finish(file) {
    missing.delete(file);
    count(0);
  }

  /** Counts a copy: a response that stays as it came finds its WebAssembly compiled already. */
  function watch(response, file) {
    if (isUnzipped(response)) {
      missing.delete(file);
      count(sizes[file]); // this device has it, and more than so many bytes of it
      return response;
    }
    const counter = new WritableStream({
      write: (chunk) => count(chunk.byteLength),
      close: () => finish(file),
    });
    const copy = response.clone();
    copy.body.pipeTo(counter).catch((error) => fail(downloadFailed(file, error)));
    return isMislabelled(response, file) ? labelled(response) : response;
  }

  /** Who waits for a file that failed waits for ever: the start is over, and `failed` says why. */
  function giveUp(file, error) {
    fail(downloadFailed(file, error));
    return new Promise(() => {});
  }

  async function fetch(resource, options) {
    const file = fileOf(resource);
    if (!(file in sizes)) {
      return fetchFromNetwork(resource, options);
    }
    try {
      return watch(assertOk(await fetchFromNetwork(resource, options)), file);
    } catch (error) {
      return giveUp(file, error);
    }
  }

  async function importModule(file) {
    try {
      const module = await importFile(file);
      missing.delete(file);
      count(sizes[file]);
      return module;
    } catch (error) {
      return giveUp(file, error);
    }
  }

  return { fetch, importModule, failed };
}

function withResolvers() {
  const resolvers = {};
  const promise = new Promise((resolve, reject) => Object.assign(resolvers, { resolve, reject }));
  return { promise, ...resolvers };
}

function fileOf(resource) {
  const root = siteFile("").href;
  const { href } = new URL(resource.url ?? resource, root);
  return href.replace(root, "").replace(/\?.*/, "");
}

/** WebAssembly insists on its type, which not every server knows. */
function isMislabelled(response, file) {
  return file.endsWith(".wasm") && response.headers.get("content-type") !== WASM;
}

function labelled({ body }) {
  return new Response(body, { headers: { "content-type": WASM } });
}

export function assertOk(response) {
  if (!response.ok) {
    throw new Error(`${response.status} ${response.statusText}`);
  }
  return response;
}

export function downloadFailed(file, { message }) {
  return new EngineError({ name: "DownloadError", message: `${file}: ${message}` });
}
