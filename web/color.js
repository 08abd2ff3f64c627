// Colors as numbers: "#rrggbb" to OKLab and back, mixed in between, where equal steps look equal.
// https://bottosson.github.io/posts/oklab/

/** "#9fa1f7" -> [lightness, green to red, blue to yellow] */
export function parseColor(text) {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (!digits) {
    throw new Error(`unknown color: '${text}' (expected #rrggbb)`);
  }
  const [r, g, b] = digits.slice(1).map((pair) => toLinear(parseInt(pair, 16)));
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** OKLab -> [red, green, blue], whole numbers from 0 to 255 */
export function toRgb([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map(fromLinear);
}

/** The color between two, share 0 being the first and 1 the second. */
export function mixColors(first, second, share) {
  return first.map((value, i) => value + (second[i] - value) * share);
}

/** `length` colors from the first stop to the last, the stops at equal distances. */
export function blend(stops, length) {
  return Array.from({ length }, (_, i) => {
    const place = (i / (length - 1)) * (stops.length - 1);
    const stop = Math.min(Math.floor(place), stops.length - 2);
    return mixColors(stops[stop], stops[stop + 1], place - stop);
  });
}

/** OKLab -> the pixel as ImageData keeps it, read as a little-endian 32-bit number */
export function toPixel(color) {
  const [r, g, b] = toRgb(color);
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

export function toCss(color) {
  return `rgb(${toRgb(color).join(" ")})`;
}

function toLinear(byte) {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function fromLinear(linear) {
  const value = Math.min(1, Math.max(0, linear));
  const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(255 * encoded);
}
