import assert from "node:assert/strict";
import test from "node:test";

import { readRun, writeRun } from "../../web/take-home/run-file.js";
import { historyToCsv, pointsToCsv } from "../../web/take-home/tables.js";

const COLUMNS = { step: [], psnr: [], spacing: 1 };
const OPEN = { lab: "paint", columns: COLUMNS };
const RUN = {
  lab: "paint",
  config: { seed: 3 },
  state: { vector: new Float32Array([0.1, 1 / 3, 1e-9, -2]) },
  history: { step: [0, 5], psnr: [10, undefined], spacing: 2 },
};

function changed(change) {
  return JSON.stringify({ ...JSON.parse(writeRun(RUN)), ...change });
}

test("a run that is written and read is the same to the last bit of a float32", () => {
  const { config, state, history } = readRun(writeRun(RUN), OPEN);
  assert.deepEqual(config, { seed: 3 });
  assert.deepEqual(new Float32Array(state.vector), RUN.state.vector);
  assert.deepEqual(history, { step: [0, 5], psnr: [10, null], spacing: 2 });
});

test("what a lab says of its image is kept", () => {
  const image = { name: "cat.png", png: "iVBO" };
  assert.deepEqual(readRun(writeRun({ ...RUN, image }), OPEN).image, image);
});

test("numbers are written as short as they can be", () => {
  assert.match(writeRun(RUN), /\[0\.1,0\.33333334,1e-9,-2\]/);
});

test("settings alone are a run too", () => {
  const text = writeRun({ lab: "paint", config: { seed: 3 } });
  assert.deepEqual(readRun(text, OPEN), { config: { seed: 3 } });
});

for (const [text, reason] of [
  ["", /not JSON/],
  ["{", /not JSON/],
  ["null", /not a run/],
  ["[]", /not a run/],
  ['"nnplay run"', /not a run/],
  ['{"a": 1}', /not a run/],
  [writeRun(RUN).slice(0, -9), /not JSON/],
  [changed({ version: 2 }), /another version/],
  [changed({ lab: "classify" }), /another page: classify/],
  [changed({ config: null }), /settings are missing/],
  [changed({ config: [] }), /settings are missing/],
  [changed({ history: 3 }), /curves are damaged/],
  [changed({ image: "cat.png" }), /image is damaged/],
  [changed({ history: { step: [1], psnr: [], spacing: 1 } }), /curves are damaged/],
  [changed({ history: { step: ["1"], psnr: [1], spacing: 1 } }), /curves are damaged/],
  [changed({ history: { step: [], psnr: [], spacing: null } }), /curves are damaged/],
  [changed({ history: { step: [], spacing: 1, other: [] } }), /curves are damaged/],
]) {
  test(`${text.slice(0, 60)} is refused`, () => {
    assert.throws(() => readRun(text, OPEN), reason);
  });
}

test("points are rows with their part", () => {
  const csv = pointsToCsv({
    train_inputs: new Float32Array([1, 0.1]),
    train_targets: new Float32Array([0]),
    test_inputs: new Float32Array([-2, 3]),
    test_targets: new Float32Array([1]),
  });
  assert.equal(csv, "x1,x2,label,part\n1,0.1,0,train\n-2,3,1,test\n");
});

test("curves are columns, with gaps where nothing was measured", () => {
  const history = { epoch: [0, 1], train_loss: [0.5, 0.25], test_loss: [undefined, 0.3], n: 1 };
  assert.equal(historyToCsv(history), "epoch,train_loss,test_loss\n0,0.5,\n1,0.25,0.3\n");
});
