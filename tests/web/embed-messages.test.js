import assert from "node:assert/strict";
import test from "node:test";

import { describeState, readMessage } from "../../web/embed/messages.js";

test("slides say when they come and go", () => {
  assert.deepEqual(readMessage("slide:start"), { wish: "enter" });
  assert.deepEqual(readMessage("slide:stop"), { wish: "leave" });
});

test("settings come as a copy", () => {
  const config = { dataset: "circle", hidden: [8, 8], noise: 10 };
  const message = readMessage({ type: "nnplay:set", config });
  assert.deepEqual(message, { wish: "set", config });
  assert.notEqual(message.config, config);
});

test("what is not meant for the playground is no message", () => {
  const others = [
    undefined,
    null,
    7,
    "nnplay:play",
    "constructor",
    "__proto__",
    {},
    [],
    { type: "play" },
    { type: 5 },
    { type: "nnplay:" },
    { type: "nnplay:constructor" },
    { type: "nnplay:__proto__" },
    { type: "nnplay:boot" },
    { type: ["nnplay:play"] },
    '{"method":"next"}',
  ];
  others.forEach((data) => assert.equal(readMessage(data), undefined));
});

test("settings of a wrong shape are refused", () => {
  const wrong = [
    undefined,
    null,
    "dataset=circle",
    [["dataset", "circle"]],
    new Map([["dataset", "circle"]]),
    { hidden: { 0: 8 } },
    { hidden: [[8]] },
    { noise: NaN },
    { noise: null },
    { points: Array(10_001).fill(0) },
    { hidden: Array(3) },
    { formula: "x".repeat(1001) },
    Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`setting${i}`, i])),
  ];
  wrong.forEach((config) => {
    assert.equal(readMessage({ type: "nnplay:set", config }).wish, "refuse", JSON.stringify(config));
  });
});

test("a state has numbers only once Python has computed some", () => {
  const snapshot = { epoch: 3, step: 75, train_loss: 0.2, weights: [1, 2] };
  const state = { status: "ready", playing: true, snapshot };
  assert.deepEqual(describeState({ ...state, preview: true }), { status: "ready", playing: true });
  assert.deepEqual(describeState({ ...state, preview: false }), {
    status: "ready",
    playing: true,
    epoch: 3,
    step: 75,
    train_loss: 0.2,
  });
});
