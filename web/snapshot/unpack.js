// A snapshot as the build writes it, see lean/pack.js: the length of a description, the
// description, NumPy's parts of WebAssembly, and those stretches of the memory that Python has
// changed since it was new; all of it compressed with gzip.

/** The file is compressed, but sw.js keeps it unpacked. */
export function isUnzipped({ headers }) {
  return headers.get("content-type") === "application/x-unzipped";
}

/** Resolves to the bytes of a response. */
export function unzipped(response) {
  if (isUnzipped(response)) {
    return response.arrayBuffer();
  }
  const stream = response.body.pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
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
  const parts = Object.fromEntries(head.parts.map(([path, length]) => [path, take(length)]));
  const changes = head.changes.map(([at, length]) => ({ at, bytes: take(length) }));
  if (end !== buffer.byteLength) {
    throw new Error(`${buffer.byteLength} bytes of a snapshot of ${end}`);
  }
  return { ...head, parts, changes };
}
