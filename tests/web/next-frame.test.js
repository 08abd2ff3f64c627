import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { inNextFrame } from "../../web/views/next-frame.js";

let frames = []; // what was asked for
let done = [];
let time = 0;

beforeEach(() => {
  frames = [];
  done = [];
  globalThis.requestAnimationFrame = (act) => frames.push(act);
  performance.now = () => time;
});

/** Something that takes a while, in ms. */
function lasting(name, duration) {
  return inNextFrame(() => {
    done.push(name);
    time += duration;
  });
}

/** What is done in the next frame. */
function frame() {
  done = [];
  frames.splice(0).forEach((act) => act());
  return done;
}

test("what is asked for twice is done once", () => {
  const draw = lasting("draw", 1);
  draw();
  draw();
  assert.equal(frames.length, 1);
  assert.deepEqual(frame(), ["draw"]);
  assert.deepEqual(frame(), []);
});

test("a frame does what it has time for, one thing at least, and the rest has the next ones", () => {
  ["first", "second"].forEach((name) => lasting(name, 5)());
  ["long", "last"].forEach((name) => lasting(name, 20)());
  assert.deepEqual(frame(), ["first", "second"]);
  assert.deepEqual(frame(), ["long"]);
  assert.deepEqual(frame(), ["last"]);
  assert.deepEqual(frame(), []);
});

test("what asks for itself again waits for a frame of its own, behind the others", () => {
  const again = inNextFrame(() => {
    done.push("again");
    time += 10;
    if (done.length < 2) {
      again();
    }
  });
  again();
  lasting("other", 1)();
  assert.deepEqual(frame(), ["again"]);
  assert.deepEqual(frame(), ["other", "again"]);
  assert.equal(frames.length, 0);
});

test("what fails keeps nothing else from being done", () => {
  inNextFrame(() => {
    throw new Error("no picture");
  })();
  lasting("other", 1)();
  assert.throws(frame, /no picture/);
  assert.deepEqual(frame(), ["other"]);
});
