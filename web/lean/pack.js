// The counterpart of snapshot/unpack.js.

const PAGE = 1024; // bytes

/**
 * before, after: the memory before Python runs, and when all is imported; at first both are zero
 * beyond the end of `before`. header: what Pyodide puts in front of a snapshot. parts: path -> bytes.
 * layout: of loadParts.
 */
export function pack({ before, after, header, parts, layout, info }) {
  const changes = findChanges(before, after);
  const text = JSON.stringify({
    layout,
    info,
    header: [...header],
    size: after.length,
    parts: Object.entries(parts).map(([path, { length }]) => [path, length]),
    changes,
  });
  const head = new TextEncoder().encode(text);
  const stretches = changes.map(([at, length]) => after.subarray(at, at + length));
  const length = new Uint8Array(Uint32Array.of(head.length).buffer);
  return Buffer.concat([length, head, ...Object.values(parts), ...stretches]);
}

/** [start, length] of each stretch that differs, in whole pages. */
export function findChanges(before, after) {
  const changes = [];
  for (let at = 0; at < after.length; at += PAGE) {
    if (!isSame(before, after, at, Math.min(at + PAGE, after.length))) {
      const last = changes.at(-1);
      const isNext = last && last[0] + last[1] === at;
      const size = Math.min(PAGE, after.length - at);
      if (isNext) {
        last[1] += size;
      } else {
        changes.push([at, size]);
      }
    }
  }
  return changes;
}

function isSame(before, after, start, end) {
  for (let i = start; i < end; i += 1) {
    if ((before[i] ?? 0) !== after[i]) {
      return false;
    }
  }
  return true;
}
