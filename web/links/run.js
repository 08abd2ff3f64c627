// A saved run as the text that stands in a link: JSON, with its arrays in base64.

import { base64Of, bytesOf } from "./packing.js";
import { LinkError } from "./link-error.js";

export function writeRun(state) {
  return JSON.stringify(state, (_, value) =>
    value instanceof Float32Array
      ? { float32: base64Of(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) }
      : value,
  );
}

/** Whether it fits the network is for Python to say. */
export function readRun(text) {
  try {
    return JSON.parse(text, (_, value) =>
      typeof value?.float32 === "string"
        ? new Float32Array(bytesOf(value.float32).buffer)
        : value,
    );
  } catch {
    throw new LinkError("the saved weights are damaged, or the link was cut off");
  }
}
