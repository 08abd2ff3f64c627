// How finely a frame of a GIF tells colors apart when 256 of them are chosen. The time of that goes
// with the square of their number; where there are many, coarser cells lead to a palette as good.

const MOST_COLORS = 2000; // beyond, the errors of both palettes are alike

/** data: RGBA bytes. Returns a format of gifenc. */
export function formatFor(data) {
  const seen = new Uint8Array(2 ** 16);
  let colors = 0;
  for (let at = 0; at < data.length; at += 4) {
    const cell = ((data[at] >> 3) << 11) | ((data[at + 1] >> 2) << 5) | (data[at + 2] >> 3);
    colors += 1 - seen[cell];
    seen[cell] = 1;
  }
  return colors > MOST_COLORS ? "rgb444" : "rgb565";
}
