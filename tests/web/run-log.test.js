import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyHistory } from "../../web/history.js";
import { createPresses } from "../../web/presses.js";
import { createRunLog } from "../../web/run-log.js";
import { createStore } from "../../web/store.js";

/** A page whose network is built anew, and then trained for some epochs. */
function createPage() {
  const page = new EventTarget();
  const store = createStore({ history: emptyHistory(), runs: [], run_start: 0 });
  const log = createRunLog(store, createPresses(page));
  const accept = (reply) => store.set({ snapshot: { ...store.get().snapshot, ...reply } });

  return {
    press: (type, properties) => page.dispatchEvent(Object.assign(new Event(type), properties)),

    build(width, epoch = 0) {
      const config = { hidden: [width] };
      const reply = { epoch, step: epoch, steps_per_epoch: 1, config };
      log.noteReply(reply);
      accept(reply);
    },

    train(epochs) {
      const before = store.get().snapshot;
      accept({ epoch: before.epoch + epochs, step: before.step + epochs });
      log.noteFrame({ asked: 0, before });
    },

    widths: () => store.get().runs.map(({ config }) => config.hidden[0]),
  };
}

function buildAndTrain(page, width) {
  page.build(width);
  page.train(3);
}

test("what a slider passes through while it is dragged is not kept", () => {
  const page = createPage();
  buildAndTrain(page, 1);
  page.press("pointerdown");
  [2, 3, 4].forEach((width) => buildAndTrain(page, width));
  page.press("pointerup");
  buildAndTrain(page, 5); // asked for before, answered after
  assert.deepEqual(page.widths(), [1]);
  page.press("pointerdown");
  buildAndTrain(page, 6);
  page.press("pointerup");
  assert.deepEqual(page.widths(), [5, 1]);
});

test("so it is with a network that keeps its weights as it grows", () => {
  const page = createPage();
  buildAndTrain(page, 1);
  page.press("pointerdown");
  page.build(2, 3);
  page.train(3);
  page.build(3, 6);
  page.build(4, 6);
  page.press("pointerup");
  page.press("pointerdown");
  page.build(5, 6);
  assert.deepEqual(page.widths(), [1]);
});

test("a key that repeats is one press, and each press ends a run", () => {
  const page = createPage();
  buildAndTrain(page, 1);
  page.press("keydown");
  buildAndTrain(page, 2);
  page.press("keydown", { repeat: true });
  buildAndTrain(page, 3);
  page.press("keyup");
  assert.deepEqual(page.widths(), [1]);
  page.press("keydown");
  buildAndTrain(page, 4);
  assert.deepEqual(page.widths(), [3, 1]);
});

test("runs that no press began are all kept", () => {
  const page = createPage();
  [1, 2, 3].forEach((width) => buildAndTrain(page, width));
  assert.deepEqual(page.widths(), [2, 1]);
});
