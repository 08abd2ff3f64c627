// A site inside one HTML file: answers `fetch` and imports from bytes that the page holds. It runs
// as a classic script, on the page as well as in its worker, because that works where there is no
// server: opened from disk or in a sandboxed frame, module workers and relative imports do not.

/**
 * files: path -> Blob, compressed with gzip. modules: [path, source] each, after those it imports;
 * a specifier reads "site:web/store.js". workerScript: the text of this file and of worker.js.
 */
function serveEmbedded({ files, modules, workerScript }) {
  const root = "https://embedded.invalid/"; // a name that can never be looked up
  const urls = link(modules);
  const fetchFromNetwork = globalThis.fetch.bind(globalThis);

  function embeddedFile(resource) {
    const { href } = new URL(resource.url ?? resource, root);
    return href.startsWith(root) ? href.slice(root.length).replace(/[?#].*/, "") : undefined;
  }

  globalThis.fetch = async (resource, options) => {
    const path = embeddedFile(resource);
    if (path === undefined) {
      return fetchFromNetwork(resource, options);
    }
    return path in files ? unpack(files[path], path) : new Response("", { status: 404 });
  };

  globalThis.embeddedSite = {
    root,
    async importFile(path) {
      urls[path] ??= scriptUrl(await unpack(files[path], path).text());
      return import(urls[path]);
    },
    createWorker(path) {
      const worker = new Worker(scriptUrl(workerScript));
      worker.postMessage({ files, modules, path });
      return worker;
    },
  };
  return globalThis.embeddedSite;
}

/** Blobs cannot import each other by relative paths: each is given the URLs of those before it. */
function link(modules) {
  const urls = {};
  modules.forEach(([path, source]) => {
    urls[path] = scriptUrl(source.replace(/"site:([^"]+)"/g, (_, name) => `"${urls[name]}"`));
  });
  return urls;
}

function scriptUrl(source) {
  return URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
}

function unpack(blob, path) {
  const type = path.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  const stream = blob.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": type } });
}
