// What the first bytes of a file say about the image in it, before anything is decoded.

const latin = (bytes, from, to) => String.fromCharCode(...bytes.subarray(from, to));

/** kind -> how to recognize it, and where it says its size */
const KINDS = {
  png: {
    matches: (bytes) => latin(bytes, 1, 4) === "PNG",
    read: (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  },
  gif: {
    matches: (bytes) => latin(bytes, 0, 4) === "GIF8",
    read: (view, bytes) => ({
      width: view.getUint16(6, true),
      height: view.getUint16(8, true),
      isAnimated: countGifFrames(bytes) > 1,
    }),
  },
  jpeg: {
    matches: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8,
    read: readJpegSize,
  },
  webp: {
    matches: (bytes) => latin(bytes, 0, 4) === "RIFF" && latin(bytes, 8, 12) === "WEBP",
    read: (view, bytes) => readWebp(bytes),
  },
  svg: {
    matches: (bytes) => /^\s*(<\?xml[^]*?)?(<!--[^]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg\b/.test(startOf(bytes)),
    read: () => ({}),
  },
};

/** Returns {kind, width, height, isAnimated}, as far as it is known; {} if nothing is. */
export function readImageHeader(bytes) {
  const found = Object.entries(KINDS).find(([, { matches }]) => matches(bytes));
  if (!found) {
    return {};
  }
  const [kind, { read }] = found;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return { kind, ...read(view, bytes) };
  } catch (error) {
    if (error instanceof RangeError) {
      return { kind }; // the file ends too early: decoding it will say so
    }
    throw error;
  }
}

/** Segments lead to the frame header: SOF0 … SOF15, but for the three that are something else. */
function readJpegSize(view) {
  const others = [0xc4, 0xc8, 0xcc];
  for (let at = 2; at < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && !others.includes(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
  }
  return {};
}

/** Only the extended form, which large and animated ones have, says it in a simple way. */
function readWebp(bytes) {
  if (latin(bytes, 12, 16) !== "VP8X") {
    return {};
  }
  const size = (at) => bytes[at] + (bytes[at + 1] << 8) + (bytes[at + 2] << 16) + 1;
  return { width: size(24), height: size(27), isAnimated: (bytes[20] & 2) !== 0 };
}

/** Each frame of an animation begins with a graphic control extension. */
function countGifFrames(bytes) {
  let frames = 0;
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    if (bytes[at] === 0x21 && bytes[at + 1] === 0xf9 && bytes[at + 2] === 4) {
      frames += 1;
    }
  }
  return frames;
}

function startOf(bytes) {
  return new TextDecoder().decode(bytes.subarray(0, 1000));
}
