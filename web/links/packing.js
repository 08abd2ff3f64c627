// Long texts in a link: compressed, and written in the letters that a URL allows (base64url).

import { LinkError } from "./link-error.js";

const MARK = "~"; // of a text that is packed
const WORTH_IT = 200; // characters; shorter ones are better read than packed
const MOST = 4_000_000; // characters of an unpacked text: a few bytes could stand for gigabytes

/** The text, or what stands for it if that is shorter. */
export async function pack(text) {
  if (text.length < WORTH_IT || !("CompressionStream" in globalThis)) {
    return text;
  }
  const stream = streamOf(new TextEncoder().encode(text));
  const bytes = await collect(stream.pipeThrough(new CompressionStream("deflate-raw")), Infinity);
  const packed = `${MARK}${base64Of(bytes)}`;
  return packed.length < text.length ? packed : text;
}

export function isPacked(text) {
  return text.startsWith(MARK);
}

/** Throws a LinkError for what was not packed here, or got damaged on its way. */
export async function unpack(packed) {
  try {
    const stream = streamOf(bytesOf(packed.slice(MARK.length)));
    const bytes = await collect(stream.pipeThrough(new DecompressionStream("deflate-raw")), MOST);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new LinkError("the compressed data is damaged, or the link was cut off");
  }
}

function streamOf(bytes) {
  return new Blob([bytes]).stream();
}

/** Everything that comes out of a stream. Rejects as soon as that is too much. */
async function collect(stream, most) {
  const chunks = [];
  let size = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    size += next.value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError(`more than ${most} bytes`);
    }
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

export function base64Of(bytes) {
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte));
  return btoa(characters.join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export function bytesOf(text) {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
