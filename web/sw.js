// Keeps the site for the next visit, network or not. The build writes SITE in front of this:
// {files: path -> SHA-256 in base64, later: the paths that are kept only once they are used, lasting:
// the folder whose parts are named after their contents, memory: the paths of what Python goes on from,
// which is unpacked with gzip to be used, anew: those that start it in browsers where that cannot fit}.
//
// One cache holds the files of all versions, each under its path and its hash. A version is
// installed once every file is there with the very bytes it was built with, and takes over when
// no page of the version before is open. So a page gets all its files from one version.

const CACHE = "nnplay";
const FORMER = "nnplay-python"; // where earlier versions kept a memory of 47 MB
const UNZIPPED = "application/x-unzipped"; // by this snapshot/unpack.js knows it
const scope = new URL("./", location.href).href;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("message", (event) => event.waitUntil(obey(event)));
addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (event.request.method === "GET" && path in SITE.files) {
    event.respondWith(serve(path, event.request));
  }
});

async function install() {
  const cache = await caches.open(CACHE);
  const startsAnew = location.search === "?anew"; // see offline.js
  const unneeded = [...SITE.later, ...(startsAnew ? SITE.memory : SITE.anew)];
  const paths = Object.keys(SITE.files).filter((path) => !unneeded.includes(path));
  await Promise.all(paths.map((path) => keep(cache, path)));
}

/** Downloads a file unless these very bytes are here already; other bytes are refused. */
async function keep(cache, path) {
  const key = keyOf(path);
  const kept = await cache.match(key);
  if (kept) {
    return kept;
  }
  const integrity = `sha256-${SITE.files[path]}`;
  const freshness = path.startsWith(SITE.lasting) ? "force-cache" : "no-cache";
  const response = await fetch(scope + path, { cache: freshness, integrity });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${response.statusText}`);
  }
  await cache.put(key, SITE.memory.includes(path) ? unzipped(response) : response);
  return cache.match(key);
}

/** Unpacked once, and not with every visit. */
function unzipped({ body }) {
  const stream = body.pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": UNZIPPED } });
}

/** Forgets what this version has no use for. */
async function takeOver() {
  const cache = await caches.open(CACHE);
  const own = new Set(Object.keys(SITE.files).map(keyOf));
  const outdated = (await cache.keys()).filter(({ url }) => !own.has(url));
  await Promise.all(outdated.map((request) => cache.delete(request)));
  await caches.delete(FORMER);
}

/** A page that wants this version is told whether it can have it, or other pages are in the way. */
async function obey({ data, ports: [reply] }) {
  if (data.type !== "take over") {
    return;
  }
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const isFree = pages.length <= 1;
  reply.postMessage({ isFree });
  if (isFree) {
    await skipWaiting();
  }
}

async function serve(path, request) {
  return (path.endsWith(".wasm") && (await compiled(request))) || (await cached(path));
}

async function cached(path) {
  const cache = await caches.open(CACHE);
  return (await cache.match(keyOf(path))) ?? keep(cache, path);
}

/**
 * From the browser's own cache, which has WebAssembly compiled: it keeps none for what comes out of
 * ours, nor after a file was asked for anew. With modules it is the other way round.
 */
async function compiled({ url }) {
  try {
    const response = await fetch(url, { cache: "only-if-cached", mode: "same-origin" });
    return response.ok ? response : undefined;
  } catch {
    return undefined; // it is not there
  }
}

function keyOf(path) {
  return `${scope}${path}?${encodeURIComponent(SITE.files[path])}`;
}

/** The path of a file of the site, "index.html" for the site itself. */
function pathOf({ url }) {
  const [address] = url.split(/[?#]/);
  return address.startsWith(scope) ? address.slice(scope.length) || "index.html" : undefined;
}
