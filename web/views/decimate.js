// Thins out long curves so that drawing them costs the same however long training runs. Of every
// stretch the lowest and the highest value stay, so no spike is lost.

/** epochs: (n,); curves: lists (n,) along them. Returns both with at most limit + 1 points. */
export function decimate(epochs, curves, limit) {
  return createDecimator(limit)(epochs, curves);
}

/** Like decimate, for curves that grow: a stretch that was complete is not looked at again. */
export function createDecimator(limit = 1000) {
  let seen = { size: 0 };

  return (epochs, curves) => {
    if (epochs.length <= limit) {
      return { epochs, curves };
    }
    const columns = [epochs, ...curves];
    const size = stretchSize(epochs.length, limit / 2);
    if (size !== seen.size || !isContinued(seen, columns)) {
      seen = { size, end: 0, last: [], thinned: columns.map(() => []) };
    }
    while (seen.end + size <= epochs.length) {
      addStretch(seen, columns);
    }
    const [thinned, ...thinnedCurves] = columns.map((column, i) => [
      ...seen.thinned[i],
      ...pointsOf(column, i, seen.end, epochs.length),
      column.at(-1),
    ]);
    return { epochs: thinned, curves: thinnedCurves };
  };
}

/** A power of two, so that the curve keeps its shape while it grows. */
function stretchSize(length, most) {
  return 2 ** Math.ceil(Math.log2(length / most));
}

/** A run that went back in time, or another run, has other values where this one had got to. */
function isContinued({ end, last }, columns) {
  return columns.every((column, i) => Object.is(column[end - 1], last[i]));
}

function addStretch(seen, columns) {
  const start = seen.end;
  seen.end += seen.size;
  seen.last = columns.map((column) => column[seen.end - 1]);
  columns.forEach((column, i) => {
    seen.thinned[i].push(...pointsOf(column, i, start, seen.end));
  });
}

/** Two points for a stretch: of the epochs its start and its middle, of a curve its extremes. */
function pointsOf(column, index, start, end) {
  if (start === end) {
    return [];
  }
  return index === 0 ? [column[start], column[(start + end) >> 1]] : extremes(column, start, end);
}

/** The lowest and the highest value, in the order in which they occur. */
function extremes(curve, start, end) {
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
