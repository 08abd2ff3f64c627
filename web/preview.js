// The picture shown before Python is here: a snapshot of a trained network, saved by the build
// in the same form the worker sends, with its arrays packed as text.

import { siteFile } from "./files.js";

/** Resolves to {snapshot}, and thumbnails where the lab has some. */
export async function loadPreview(file) {
  const response = await fetch(siteFile(file));
  return unpack(await response.json());
}

/** What was packed as {float32: text}, or {int8: text, scale}, is an array again. */
export function unpack(value) {
  if (value.float32) {
    return new Float32Array(bytesOf(value.float32).buffer);
  }
  if (value.int8) {
    const values = new Int8Array(bytesOf(value.int8).buffer);
    return new Float32Array(values).map((x) => x * value.scale);
  }
  if (Array.isArray(value)) {
    return value.map(unpack);
  }
  if (typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, unpack(part)]));
  }
  return value;
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) {
    return Uint8Array.fromBase64(base64);
  }
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
