// Lines between the regions of a field: where its value passes 0, or where the winning class
// changes. Marching squares on the same interpolation that the heat map shows.
// https://en.wikipedia.org/wiki/Marching_squares
// A line is a flat list of segments x0, y0, x1, y1, ... in units of the side, from the top left.

/** Where the value passes 0. field: {values, offset, stride, size}, as in heatmap.js */
export function zeroContour({ values, offset, stride, size }) {
  const valueOf = (sample) => values[sample * stride + offset];
  const segments = [];
  forEachCell(size, (box, a, b, c, d) => {
    addSegments(segments, box, valueOf(a), valueOf(b), valueOf(c), valueOf(d));
  });
  return segments;
}

/** Where the most likely class changes; a sample has `stride` values, one per class. */
export function classBoundaries({ values, stride, size }) {
  const winners = winnersOf(values, stride, size * size);
  const segments = [];
  forEachCell(size, (box, a, b, c, d) => {
    const first = winners[a];
    if (winners[b] === first && winners[c] === first && winners[d] === first) {
      return;
    }
    // Every line has a rival on both sides, so the lines around the last one are there already.
    const rivals = [...new Set([first, winners[b], winners[c], winners[d]])];
    rivals.slice(0, -1).forEach((rival) => {
      const others = rivals.filter((other) => other !== rival);
      const leadOf = (sample) => lead(values, sample * stride, rival, others);
      addSegments(segments, box, leadOf(a), leadOf(b), leadOf(c), leadOf(d));
    });
  });
  return segments;
}

/** Visits the squares between neighboring samples, and the margin around them. */
function forEachCell(size, visit) {
  const place = (sample) => Math.min(1, Math.max(0, (sample + 0.5) / size));
  const nearest = (sample) => Math.min(size - 1, Math.max(0, sample));
  const box = { left: 0, top: 0, right: 0, bottom: 0 };
  for (let y = -1; y < size; y += 1) {
    const above = nearest(y) * size;
    const below = nearest(y + 1) * size;
    box.top = place(y);
    box.bottom = place(y + 1);
    for (let x = -1; x < size; x += 1) {
      const before = nearest(x);
      const after = nearest(x + 1);
      box.left = place(x);
      box.right = place(x + 1);
      visit(box, above + before, above + after, below + after, below + before);
    }
  }
}

/** Adds the line through one cell; a, b, c, d are its values clockwise from the top left. */
function addSegments(segments, { left, top, right, bottom }, a, b, c, d) {
  const inside = a >= 0;
  if (b >= 0 === inside && c >= 0 === inside && d >= 0 === inside) {
    return;
  }
  const sum = a + b + c + d;
  if (!Number.isFinite(sum)) {
    return;
  }
  const crossings = [
    isCrossed(a, b) && [between(left, right, a, b), top],
    isCrossed(b, c) && [right, between(top, bottom, b, c)],
    isCrossed(d, c) && [between(left, right, d, c), bottom],
    isCrossed(a, d) && [left, between(top, bottom, a, d)],
  ].filter(Boolean);
  // With four crossings the middle decides which two corners are cut off.
  if (crossings.length === 4 && sum >= 0 !== inside) {
    crossings.unshift(crossings.pop());
  }
  segments.push(...crossings.flat());
}

function isCrossed(from, to) {
  return from >= 0 !== to >= 0;
}

/** Where the line from one corner to the next passes 0. */
function between(start, end, from, to) {
  return start + ((end - start) * from) / (from - to);
}

/** The index of the largest value of every sample. */
function winnersOf(values, classes, samples) {
  const winners = new Uint8Array(samples);
  for (let sample = 0; sample < samples; sample += 1) {
    const start = sample * classes;
    let winner = 0;
    for (let c = 1; c < classes; c += 1) {
      if (values[start + c] > values[start + winner]) {
        winner = c;
      }
    }
    winners[sample] = winner;
  }
  return winners;
}

/** By how much a class is ahead of the best of the others. */
function lead(values, start, rival, others) {
  return values[start + rival] - Math.max(...others.map((other) => values[start + other]));
}
