import assert from "node:assert/strict";
import { test } from "node:test";

import {
  formatCount,
  formatEpochs,
  formatLoss,
  formatNumber,
  formatPercent,
  formatPowerOfTen,
  linearScale,
  logExtent,
  logScale,
  logTicks,
  ticks,
} from "../../web/scales.js";

test("a loss has three decimals, or two digits and an exponent where those say little", () => {
  assert.equal(formatLoss(0.0209), "0.021");
  assert.equal(formatLoss(9.9994), "9.999");
  assert.equal(formatLoss(9.9996), "1.0e+1");
  assert.equal(formatLoss(0.000341), "3.4e−4");
  assert.equal(formatLoss(1234567), "1.2e+6");
  assert.equal(formatLoss(0), "0");
});

test("what is infinite is told from what is no number", () => {
  assert.equal(formatLoss(NaN), "NaN");
  assert.equal(formatLoss(Infinity), "∞");
  assert.equal(formatNumber(NaN), "NaN");
  assert.equal(formatNumber(-Infinity, 2), "−∞");
});

test("numbers have a true minus, and zero has none", () => {
  assert.equal(formatNumber(-0.14), "−0.14");
  assert.equal(formatNumber(-0.141, 2), "−0.14");
  assert.equal(formatNumber(-0.001, 2), "0.00");
  assert.equal(formatNumber(0.0002), "0.0002");
});

test("counts are grouped by thousands", () => {
  assert.equal(formatCount(0), "0");
  assert.equal(formatCount(999), "999");
  assert.equal(formatCount(1000000), "1,000,000");
  assert.equal(formatCount(12345), "12,345");
});

test("epochs have two decimals in the middle of one", () => {
  assert.equal(formatEpochs(1057), "1,057");
  assert.equal(formatEpochs(57.0923), "57.09");
  assert.equal(formatEpochs(57.999), "57.99");
  assert.equal(formatEpochs(57.01), "57.01");
  assert.equal(formatEpochs(57.04), "57.04");
  assert.equal(formatEpochs(57.999999999), "58");
});

test("a share becomes a percentage", () => {
  assert.equal(formatPercent(0.975), "97.5%");
});

test("powers of ten are written out while they are short", () => {
  const powers = [0.01, 1, 100, 1e6, 1e-4];
  assert.deepEqual(powers.map(formatPowerOfTen), ["0.01", "1", "100", "10⁶", "10⁻⁴"]);
});

test("scales map their domain to their range", () => {
  assert.equal(linearScale([-6, 6], [0, 300])(3), 225);
  assert.equal(logScale([0.01, 1], [100, 0])(0.1), 50);
});

test("ticks are round, and end where the range ends", () => {
  assert.deepEqual(ticks(0, 480, 5), [0, 100, 200, 300, 400]);
  assert.deepEqual(ticks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
});

test("log ticks are powers of ten, thinned out from the bottom", () => {
  assert.deepEqual(logTicks(0.01, 1), [0.01, 0.1, 1]);
  assert.deepEqual(logTicks(0.01, 2), [0.01, 0.1, 1]);
  assert.deepEqual(logTicks(0.01, 1e6, 5), [0.01, 1, 100, 1e4, 1e6]);
});

test("a log axis begins with a power of ten and spans a decade at least", () => {
  assert.deepEqual(logExtent(0.021, 0.7), [0.01, 1]);
  assert.deepEqual(logExtent(0.021, 1.1), [0.01, 2]);
  assert.deepEqual(logExtent(0.35, 0.48), [0.1, 1]);
  assert.deepEqual(logExtent(0.001, 0.001), [0.001, 0.01]);
});
