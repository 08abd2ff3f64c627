// The plane as a layer sees it: every sample of the input grid is moved to where two neurons put
// it. The picture is a net of small triangles, filled with the colors of the output.

/**
 * Where the samples of a size × size grid come to lie: coordinates in pixels, two per sample.
 * map: {values, stride, size} of a layer; axes: [across, up], the two neurons; x and y: scales to
 * pixels. The result is written into `places`.
 */
export function placeSamples({ values, stride, size }, [across, up], { x, y }, places) {
  for (let sample = 0; sample < size * size; sample += 1) {
    places[2 * sample] = x(values[sample * stride + across]);
    places[2 * sample + 1] = y(values[sample * stride + up]);
  }
}

/** The value of one neuron at a point of the plane, between the four samples around it. */
export function sampleAt({ values, stride, size }, offset, x1, x2, extent) {
  const column = ((x1 + extent) / (2 * extent)) * size - 0.5;
  const row = ((extent - x2) / (2 * extent)) * size - 0.5;
  const left = Math.min(size - 2, Math.max(0, Math.floor(column)));
  const top = Math.min(size - 2, Math.max(0, Math.floor(row)));
  const valueAt = (x, y) => values[(y * size + x) * stride + offset];
  const upper = mix(valueAt(left, top), valueAt(left + 1, top), column - left);
  const lower = mix(valueAt(left, top + 1), valueAt(left + 1, top + 1), column - left);
  return mix(upper, lower, row - top);
}

/**
 * Fills the squares between samples, `step` samples apart, two triangles each.
 * surface: {pixels, width, height}; output: {values, stride, size}, the map of the output;
 * tables: a color table per class, or a single one for values in [-1, 1].
 */
export function fillWarp(surface, places, { values, stride, size }, { tables, step }) {
  const corner = (sample) => ({ x: places[2 * sample], y: places[2 * sample + 1], sample });
  const fill = (a, b, c) => {
    const channel = tables.length > 1 ? winner(values, stride, tables.length, a, b, c) : 0;
    const valueOf = ({ sample }) => values[sample * stride + channel];
    fillTriangle(surface, [a, b, c], [valueOf(a), valueOf(b), valueOf(c)], tables[channel]);
  };
  for (let y = 0; y + step < size; y += step) {
    for (let x = 0; x + step < size; x += step) {
      const a = corner(y * size + x);
      const b = corner(y * size + x + step);
      const c = corner((y + step) * size + x);
      const d = corner((y + step) * size + x + step);
      fill(a, b, c);
      fill(b, d, c);
    }
  }
}

/** The class with the largest sum over three samples. */
function winner(values, stride, classes, a, b, c) {
  let best = 0;
  let most = -Infinity;
  for (let k = 0; k < classes; k += 1) {
    const sum =
      values[a.sample * stride + k] + values[b.sample * stride + k] + values[c.sample * stride + k];
    if (sum > most) {
      most = sum;
      best = k;
    }
  }
  return best;
}

/** Row by row; the value changes evenly over the triangle. */
export function fillTriangle({ pixels, width, height }, corners, values, table) {
  const [a, b, c] = corners;
  const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if (!(Math.abs(area) > 1e-9)) {
    return; // flat, or not finite
  }
  const [rise, fall] = [values[1] - values[0], values[2] - values[0]];
  const across = (rise * (c.y - a.y) - fall * (b.y - a.y)) / area;
  const down = (fall * (b.x - a.x) - rise * (c.x - a.x)) / area;
  const [top, middle, bottom] = [...corners].sort((p, q) => p.y - q.y);
  const last = Math.min(height, Math.ceil(bottom.y - 0.5));
  for (let y = Math.max(0, Math.ceil(top.y - 0.5)); y < last; y += 1) {
    const center = y + 0.5;
    const [from, to] = center < middle.y ? [top, middle] : [middle, bottom];
    const one = crossing(top, bottom, center);
    const other = crossing(from, to, center);
    const end = Math.min(width, Math.ceil(Math.max(one, other) - 0.5));
    let x = Math.max(0, Math.ceil(Math.min(one, other) - 0.5));
    let place = values[0] + (x + 0.5 - a.x) * across + (center - a.y) * down;
    for (; x < end; x += 1) {
      pixels[y * width + x] = table[entry(place)];
      place += across;
    }
  }
}

function crossing(from, to, y) {
  return from.x + ((to.x - from.x) * (y - from.y)) / (to.y - from.y);
}

function entry(value) {
  return Math.min(256, Math.max(0, value * 128 + 128.5)) | 0;
}

function mix(from, to, share) {
  return from + (to - from) * share;
}
