// Watches the files the worker starts from: counts their bytes and notices the first that fails.

import { EngineError } from "./protocol.js";

/** `sizes`: file, relative to `root` -> bytes. Both ways to load a file report through here. */
export function createDownloads({ sizes, root, onProgress }) {
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const missing = new Set(Object.keys(sizes));
  const { promise: failed, reject: fail } = withResolvers();
  const fetchFromNetwork = self.fetch.bind(self);
  let loaded = 0;

  function count(bytes) {
    loaded += bytes;
    onProgress({ loaded, total, phase: missing.size > 0 ? "download" : "start" });
  }

  function finish(file) {
    missing.delete(file);
    count(0);
  }

  /** Hands the response on while counting; says what it is, as WebAssembly insists on that. */
  function watch(response, file) {
    const counter = new TransformStream({
      transform(chunk, controller) {
        count(chunk.byteLength);
        controller.enqueue(chunk);
      },
      flush: () => finish(file),
    });
    response.body.pipeTo(counter.writable).catch((error) => fail(downloadFailed(file, error)));
    return new Response(counter.readable, { headers: { "content-type": mimeType(file) } });
  }

  /** Who waits for a file that failed waits for ever: the start is over, and `failed` says why. */
  function giveUp(file, error) {
    fail(downloadFailed(file, error));
    return new Promise(() => {});
  }

  async function fetch(resource, options) {
    const file = fileOf(resource, root);
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
      const module = await import(new URL(file, root));
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

function fileOf(resource, root) {
  const { href } = new URL(resource.url ?? resource, root);
  return href.replace(root.href, "").replace(/\?.*/, "");
}

function mimeType(file) {
  return file.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
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
