// The kernel as it is shipped, against the formulas in double precision.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const WASM = new URL("../../dist/dense.wasm", import.meta.url);
const ACTIVATIONS = [
  (z) => z,
  (z) => Math.max(z, 0),
  Math.tanh,
  (z) => 1 / (1 + Math.exp(-z)),
];
const memory = new WebAssembly.Memory({ initial: 16 });
const { instance } = await WebAssembly.instantiate(readFileSync(WASM), { python: { memory } });

/** Arrays one after the other in the memory of the kernel. */
function createHeap() {
  let next = 0;
  return (values) => {
    const array = new Float32Array(memory.buffer, next, values.length);
    array.set(values);
    next += array.byteLength;
    return array;
  };
}

function random(length, size = 1) {
  return Float32Array.from({ length }, () => size * (2 * Math.random() - 1));
}

/** Runs a layer; more: floats between the rows of x and out, beside the columns. */
function run({ inputs, outputs, columns, activation, more = 0, x, size = 1 }) {
  const place = createHeap();
  const stride = columns + more;
  const values = {
    x: place(x ?? random(inputs * stride)),
    weight: place(random(inputs * outputs, size)),
    bias: place(random(outputs)),
    out: place(new Float32Array(outputs * stride).fill(7)),
  };
  const at = Object.values(values).map(({ byteOffset }) => byteOffset);
  const [x_at, weight_at, bias_at, out_at] = at;
  instance.exports.dense(
    ...[x_at, 4 * stride, weight_at, 4 * outputs, 4, bias_at, out_at, 4 * stride],
    ...[inputs, outputs, columns, activation],
  );
  return { ...values, stride };
}

for (const [inputs, outputs, columns] of [[1, 1, 8], [2, 20, 1000], [20, 3, 40], [7, 8, 16], [32, 31, 24]]) {
  for (const activation of ACTIVATIONS.keys()) {
    test(`a layer ${inputs}-${outputs} over ${columns} points, activation ${activation}`, () => {
      const { x, weight, bias, out, stride } = run({ inputs, outputs, columns, activation });
      for (let row = 0; row < outputs; row += 1) {
        for (let column = 0; column < columns; column += 1) {
          let z = bias[row];
          for (let j = 0; j < inputs; j += 1) {
            z += weight[j * outputs + row] * x[j * stride + column];
          }
          const right = ACTIVATIONS[activation](z);
          assert.ok(Math.abs(out[row * stride + column] - right) < 1e-5);
        }
      }
    });
  }
}

test("what lies between the rows of the result is left alone", () => {
  const { out, stride } = run({ inputs: 3, outputs: 6, columns: 8, activation: 0, more: 8 });
  for (let row = 0; row < 6; row += 1) {
    assert.deepEqual([...out.subarray(row * stride + 8, (row + 1) * stride)], Array(8).fill(7));
  }
});

test("tanh and sigmoid are off by less than 1e-6 wherever they are asked", () => {
  const x = Float32Array.from({ length: 8000 }, (_, i) => (i - 4000) / 200);
  for (const activation of [2, 3]) {
    const { out, weight, bias } = run({ inputs: 1, outputs: 1, columns: 8000, activation, x });
    x.forEach((value, i) => {
      const z = Math.fround(Math.fround(weight[0] * value) + bias[0]);
      assert.ok(Math.abs(out[i] - ACTIVATIONS[activation](z)) < 1e-6);
    });
  }
});

test("a value that is no number stays so, and infinity saturates", () => {
  const x = new Float32Array(8).fill(0);
  x.set([NaN, Infinity, -Infinity]);
  for (const [activation, low, high] of [[1, 0, Infinity], [2, -1, 1], [3, 0, 1]]) {
    const { out, weight } = run({ inputs: 1, outputs: 1, columns: 8, activation, x });
    assert.ok(Number.isNaN(out[0]));
    const sorted = [out[1], out[2]].sort((a, b) => a - b);
    assert.ok(Math.abs(sorted[0] - low) < 1e-6 && (sorted[1] === high || Math.abs(sorted[1] - high) < 1e-6), `${weight}`);
  }
});

// ----- backwards -----

for (const [inputs, outputs, columns] of [[1, 1, 8], [3, 20, 16], [21, 3, 40], [9, 7, 504]]) {
  test(`the gradient of weights ${inputs}-${outputs} over ${columns} points`, () => {
    const place = createHeap();
    const [x, errors] = [place(random(inputs * columns)), place(random(outputs * columns))];
    const gradient = place(new Float32Array(inputs * outputs + 1).fill(7));
    instance.exports.weight_gradient(
      ...[x.byteOffset, 4 * columns, errors.byteOffset, 4 * columns, gradient.byteOffset],
      ...[inputs, outputs, columns],
    );
    for (let j = 0; j < inputs; j += 1) {
      for (let k = 0; k < outputs; k += 1) {
        let right = 0;
        for (let c = 0; c < columns; c += 1) {
          right += x[j * columns + c] * errors[k * columns + c];
        }
        assert.ok(Math.abs(gradient[j * outputs + k] - right) < 1e-4);
      }
    }
    assert.equal(gradient.at(-1), 7);
  });
}

test("errors go back through the same weights, read the other way", () => {
  const place = createHeap();
  const [inputs, outputs, columns] = [7, 5, 16];
  const [errors, weight] = [place(random(outputs * columns)), place(random(inputs * outputs))];
  const [none, back] = [place(new Float32Array(inputs)), place(new Float32Array(inputs * columns))];
  instance.exports.dense(
    ...[errors.byteOffset, 4 * columns, weight.byteOffset, 4, 4 * outputs, none.byteOffset],
    ...[back.byteOffset, 4 * columns, outputs, inputs, columns, 0],
  );
  back.forEach((value, i) => {
    const [j, c] = [Math.floor(i / columns), i % columns];
    let right = 0;
    for (let k = 0; k < outputs; k += 1) {
      right += weight[j * outputs + k] * errors[k * columns + c];
    }
    assert.ok(Math.abs(value - right) < 1e-5);
  });
});

const DERIVATIVES = [() => 1, (a) => Number(a > 0), (a) => 1 - a * a, (a) => a * (1 - a)];

test("errors are multiplied by the derivatives of relu, tanh and sigmoid", () => {
  for (const activation of [1, 2, 3]) {
    const place = createHeap();
    const values = place([...random(14), 0, -0]);
    const before = random(16);
    const errors = place(before);
    instance.exports.undo_activation(values.byteOffset, errors.byteOffset, 16, activation);
    errors.forEach((error, i) => {
      assert.ok(Math.abs(error - before[i] * DERIVATIVES[activation](values[i])) < 1e-6);
    });
  }
});
