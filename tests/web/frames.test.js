import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { drawFrames } from "../../web/frames.js";
import { createStore } from "../../web/store.js";

const VIEWS = ["status", "network", "curves", "numbers"];
let frames = []; // what was asked for

beforeEach(() => {
  frames = [];
  globalThis.requestAnimationFrame = (act) => frames.push(act);
});

/** A page of which every view takes 5 ms to draw; acts: what else a view does when it is drawn. */
function openPage(state, acts = {}) {
  let time = 0;
  let drawn = [];
  const store = createStore({ playing: false, ...state });
  const views = VIEWS.map((name) => ({
    draw({ label = "" }) {
      drawn.push(name + label);
      time += 5;
      acts[name]?.(store);
    },
  }));
  drawFrames({ store, views, player: { tick() {} }, now: () => time });

  return {
    store,

    /** What is drawn in the next frame. */
    frame() {
      drawn = [];
      frames.splice(0).forEach((act) => act());
      return drawn;
    },
  };
}

test("at the start views take turns, so that no frame takes long", () => {
  const { frame } = openPage({ status: "loading" });
  assert.deepEqual(frame(), ["status", "network"]);
  assert.deepEqual(frame(), ["curves", "numbers"]);
  assert.deepEqual(frame(), []);
});

test("what changes while views take turns has a round of its own", () => {
  const { store, frame } = openPage({ status: "loading" });
  frame();
  store.set({ label: "!" });
  assert.deepEqual(frame(), ["curves", "numbers"]);
  assert.deepEqual(frame(), ["status!", "network!"]);
  assert.deepEqual(frame(), ["curves!", "numbers!"]);
  assert.deepEqual(frame(), []);
});

test("what a view changes itself is drawn in the next round", () => {
  const labels = ["!"];
  const once = (store) => labels.splice(0).forEach((label) => store.set({ label }));
  const { frame } = openPage({ status: "loading" }, { curves: once });
  frame();
  assert.deepEqual(frame(), ["curves", "numbers"]);
  assert.deepEqual(frame(), ["status!", "network!"]);
  assert.deepEqual(frame(), ["curves!", "numbers!"]);
  assert.deepEqual(frame(), []);
});

test("once the first state of Python is on screen, a frame draws them all", () => {
  const { store, frame } = openPage({ status: "ready" });
  frame();
  store.set({ playing: true });
  assert.equal(frame().length, 2);
  assert.deepEqual(frame(), VIEWS);
  assert.deepEqual(frame(), VIEWS);
  store.set({ playing: false });
  assert.deepEqual(frame(), VIEWS);
  assert.deepEqual(frame(), []);
});

test("where a view fails, the others are drawn all the same", () => {
  const fail = () => {
    throw new Error("no picture");
  };
  const { frame } = openPage({ status: "loading" }, { network: fail });
  assert.throws(frame, /no picture/);
  assert.deepEqual(frame(), ["curves", "numbers"]);
  assert.deepEqual(frame(), []);
});
