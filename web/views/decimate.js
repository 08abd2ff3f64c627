// Thins out long curves so that drawing them costs the same however long training runs. Of every
// stretch the lowest and the highest value stay, so no spike is lost.

/** epochs: (n,); curves: lists (n,) along them. Returns both with at most limit + 1 points. */
export function decimate(epochs, curves, limit = 1000) {
  if (epochs.length <= limit) {
    return { epochs, curves };
  }
  const ends = (i) => [epochs[i.start], epochs[i.middle]];
  const stretches = stretchesOf(epochs.length, limit / 2);
  return {
    epochs: [...stretches.flatMap(ends), epochs.at(-1)],
    curves: curves.map((curve) => [...stretches.flatMap((s) => extremes(curve, s)), curve.at(-1)]),
  };
}

/** Their length is a power of two, so that the curve keeps its shape while it grows. */
function stretchesOf(length, most) {
  const size = 2 ** Math.ceil(Math.log2(length / most));
  return Array.from({ length: Math.ceil(length / size) }, (_, i) => {
    const start = i * size;
    const end = Math.min(start + size, length);
    return { start, middle: (start + end) >> 1, end };
  });
}

/** The lowest and the highest value, in the order in which they occur. */
function extremes(curve, { start, end }) {
  let lowest = start;
  let highest = start;
  for (let i = start + 1; i < end; i += 1) {
    if (curve[i] < curve[lowest]) {
      lowest = i;
    }
    if (curve[i] > curve[highest]) {
      highest = i;
    }
  }
  return lowest < highest ? [curve[lowest], curve[highest]] : [curve[highest], curve[lowest]];
}
