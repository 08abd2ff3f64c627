// The links of a network as curves between its tiles, and which of them is at a given place.
// A link runs level out of its source and level into its unit: a cubic Bézier whose control
// points are half way between the columns.

const TILE_DISTANCE = 1;

/**
 * Returns one gap per pair of neighboring columns: {left, right, sources, units, starts, ends}.
 * sources lists the rows of the left column that have links. starts and ends are the heights of
 * the ends of a link, in the order of the weights: [source * units + unit].
 */
export function layoutLinks({ tile, columns }, activeFeatures) {
  return columns.slice(1).map((column, index) => {
    const before = columns[index];
    const sources = index === 0 ? activeFeatures : [...before.tops.keys()];
    return {
      left: before.left + tile + TILE_DISTANCE,
      right: column.left - TILE_DISTANCE,
      sources,
      units: column.tops.length,
      ...linkEnds(before, sources, column),
    };
  });
}

/** Ends are spread along the side of a tile, so that they do not all meet in one point. */
function linkEnds(before, sources, column) {
  const units = column.tops.length;
  const startSpread = Math.min(before.size * 0.36, units * 2.2);
  const endSpread = Math.min(column.size * 0.6, sources.length * 4);
  const starts = new Float32Array(sources.length * units);
  const ends = new Float32Array(sources.length * units);
  sources.forEach((row, source) => {
    column.tops.forEach((top, unit) => {
      const link = source * units + unit;
      starts[link] = before.tops[row] + before.size / 2 + share(unit, units) * startSpread;
      ends[link] = top + column.size / 2 + share(source, sources.length) * endSpread;
    });
  });
  return { starts, ends };
}

/** From -0.5 for the first to 0.5 for the last. */
function share(index, count) {
  return count > 1 ? index / (count - 1) - 0.5 : 0;
}

/** The curve of one link. */
export function linkPath({ left, right, starts, ends }, link) {
  const middle = (left + right) / 2;
  const path = new Path2D();
  path.moveTo(left, starts[link]);
  path.bezierCurveTo(middle, starts[link], middle, ends[link], right, ends[link]);
  return path;
}

/** The middle of the curve of a link. */
export function linkMiddle({ left, right, starts, ends }, link) {
  return { x: (left + right) / 2, y: (starts[link] + ends[link]) / 2 };
}

/** The link nearest to a point and at most `reach` away: {layer, source, unit} or undefined. */
export function linkAt(gaps, x, y, reach = 6) {
  const index = gaps.findIndex(({ left, right }) => x >= left - reach && x <= right + reach);
  if (index < 0) {
    return undefined;
  }
  const gap = gaps[index];
  const distances = distancesTo(gap, x, y);
  const nearest = distances.indexOf(Math.min(...distances));
  if (!(distances[nearest] <= reach)) {
    return undefined;
  }
  const { units } = gap;
  return { layer: index + 1, source: Math.floor(nearest / units), unit: nearest % units };
}

/** From a point to each curve of a gap, measured across the curve straight above or below it. */
function distancesTo({ left, right, starts, ends }, x, y) {
  const t = parameterAt((x - left) / (right - left));
  const rise = t * t * (3 - 2 * t); // share of the way from start to end
  const riseSpeed = 6 * t * (1 - t);
  const run = (right - left) * (1.5 - 3 * t + 3 * t * t);
  return starts.map((start, link) => {
    const height = ends[link] - start;
    const slope = (height * riseSpeed) / run;
    return Math.abs(start + height * rise - y) / Math.hypot(1, slope);
  });
}

/** Where on the curve x has come this share of its way: solves 1.5 t - 1.5 t² + t³ = share. */
function parameterAt(share) {
  const inside = Math.min(1, Math.max(0, share));
  return 0.5 + Math.sinh(Math.asinh(4 * (inside - 0.5)) / 3);
}
