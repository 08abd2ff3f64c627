// Where the browser keeps a started Python for the next visits: one entry of its cache, for one
// version of the site and one version of the browser.

import { siteFile } from "../files.js";

const CACHE = "nnplay-python";
const REFUSED = 204; // the status of what stands for a snapshot that is of no use
const ALIGNMENT = 16; // bytes

/** Resolves to a response, or to undefined where there is none to go on from. */
export async function findSnapshot(version) {
  const found = await find(version);
  return found?.status === REFUSED ? undefined : found;
}

/** Is there one, or was there one that is of no use? */
export async function isDecided(version) {
  return Boolean(await find(version));
}

async function find(version) {
  try {
    return await (await caches.open(CACHE)).match(keyOf(version));
  } catch {
    return undefined; // where nothing may be kept, nothing was
  }
}

/** Keeps a snapshot instead of those for other versions. */
export async function keepSnapshot(version, snapshot) {
  const cache = await caches.open(CACHE);
  const outdated = (await cache.keys()).filter(({ url }) => url.startsWith(keyOf("")));
  await Promise.all(outdated.map((request) => cache.delete(request)));
  await cache.put(keyOf(version), new Response(pack(snapshot)));
}

/** No other one is made for this version. */
export async function refuseSnapshot(version) {
  try {
    const cache = await caches.open(CACHE);
    await cache.put(keyOf(version), new Response(null, { status: REFUSED }));
  } catch (error) {
    console.info(`A snapshot of no use could not be marked: ${error.message}`);
  }
}

function keyOf(version) {
  const browser = encodeURIComponent(navigator.userAgent);
  return siteFile(version && `started-python?${version}&${browser}`).href;
}

/** One after the other: the length of a description, the description, the memory, the files. */
function pack({ memory, files, ...rest }) {
  const sizes = Object.entries(files).map(([path, { length }]) => [path, length]);
  const text = JSON.stringify({ ...rest, memory: memory.length, files: sizes });
  const head = text.padEnd(aligned(text.length + 4) - 4); // its paths are ASCII
  return new Blob([Uint32Array.of(head.length), head, memory, ...Object.values(files)]);
}

/** Throws if it is not whole. */
export function unpack(buffer) {
  const [size] = new Uint32Array(buffer, 0, 1);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, size)));
  let end = 4 + size;
  const take = (length) => {
    end += length;
    return new Uint8Array(buffer, end - length, length);
  };
  const memory = take(head.memory);
  const files = Object.fromEntries(head.files.map(([path, length]) => [path, take(length)]));
  if (end !== buffer.byteLength) {
    throw new Error(`${buffer.byteLength} bytes of a snapshot of ${end}`);
  }
  return { ...head, memory, files };
}

function aligned(size) {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}
