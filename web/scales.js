// From numbers to places on an axis, and from numbers to text.

const MINUS = "\u2212";
const SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";
const ROUNDING = 1e-9; // forgives the last bits of a quotient or a logarithm

export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/** A function that maps the domain [a, b] to the range [c, d]. */
export function linearScale([a, b], [c, d]) {
  const slope = (d - c) / (b - a);
  return (value) => c + (value - a) * slope;
}

/** Like linearScale, with equal distances for equal ratios. */
export function logScale([a, b], range) {
  const scale = linearScale([Math.log10(a), Math.log10(b)], range);
  return (value) => scale(Math.log10(value));
}

/** The multiples of 1, 2 or 5 times a power of ten from low to high, at most count + 1. */
export function ticks(low, high, count = 5) {
  const step = ceilTo([1, 2, 5, 10], (high - low) / count);
  const first = Math.ceil(low / step - ROUNDING);
  const last = Math.floor(high / step + ROUNDING);
  return range(first, last).map((multiple) => trimmed(multiple * step));
}

/** The powers of ten from low to high: every one, or every second or third, `count` at most. */
export function logTicks(low, high, count = 4) {
  const first = Math.ceil(Math.log10(low) - ROUNDING);
  const last = Math.floor(Math.log10(high) + ROUNDING);
  const step = Math.ceil((last - first + 1) / count);
  return range(first, last)
    .filter((exponent) => (exponent - first) % step === 0)
    .map((exponent) => trimmed(10 ** exponent));
}

/** The extent of a log axis for values from low to high: powers of ten, or twice one at the top. */
export function logExtent(low, high) {
  const bottom = trimmed(10 ** Math.floor(Math.log10(low) + ROUNDING));
  return [bottom, Math.max(ceilTo([1, 2, 10], high), trimmed(bottom * 10))];
}

/** The extent of a linear axis for values up to high: from 0 to a round number. */
export function linearExtent(high) {
  return [0, ceilTo([1, 1.5, 2, 3, 4, 5, 6, 8, 10], high)];
}

/** The smallest of these factors times a power of ten that is not below the value. */
function ceilTo(factors, value) {
  const power = 10 ** Math.floor(Math.log10(value) + ROUNDING);
  const factor = factors.find((nice) => nice * power >= value * (1 - ROUNDING));
  return trimmed(factor * power);
}

function range(first, last) {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** 0.30000000000000004 -> 0.3 */
function trimmed(value) {
  return Number(value.toPrecision(12));
}

// ----- text -----

/** As short as it is exact, or with a fixed number of decimals. */
export function formatNumber(value, decimals) {
  if (!Number.isFinite(value)) {
    return formatNotFinite(value);
  }
  const text = decimals === undefined ? String(value) : value.toFixed(decimals);
  return withTrueMinus(Number(text) === 0 ? text.replace("-", "") : text);
}

/** 0.021, but 3.4e−5 and 1.2e+6 where three decimals would say little. */
export function formatLoss(value) {
  if (!Number.isFinite(value)) {
    return formatNotFinite(value);
  }
  if (value === 0) {
    return "0";
  }
  const isPlain = value >= 0.001 && value < 9.9995;
  return withTrueMinus(isPlain ? value.toFixed(3) : value.toExponential(1));
}

/** Too large to be told, or not a number at all. */
function formatNotFinite(value) {
  return Number.isNaN(value) || value === undefined ? "NaN" : withTrueMinus(value < 0 ? "-∞" : "∞");
}

/** 12,345; not by Intl, whose first use takes browsers some 30 ms, and the page begins with this. */
export function formatCount(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** 57, or 57.09 in the middle of an epoch */
export function formatEpochs(epochs) {
  const all = Math.floor(100 * epochs + 1e-6); // 57.04 is a little less than that in binary
  const hundredths = all % 100;
  const whole = formatCount((all - hundredths) / 100);
  return whole + (hundredths > 0 ? `.${String(hundredths).padStart(2, "0")}` : "");
}

/** 0.975 -> 97.5% */
export function formatPercent(share, decimals = 1) {
  return `${formatNumber(share * 100, decimals)}%`;
}

/** 0.01, 1, 100, but 10³. */
export function formatPowerOfTen(value) {
  const exponent = Math.round(Math.log10(value));
  if (Math.abs(exponent) <= 2) {
    return String(value);
  }
  const digits = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPTS[digit]);
  return `10${exponent < 0 ? "\u207b" : ""}${digits.join("")}`;
}

function withTrueMinus(text) {
  return text.replaceAll("-", MINUS);
}
