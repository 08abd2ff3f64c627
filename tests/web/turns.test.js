import assert from "node:assert/strict";
import { test } from "node:test";

import { createTurns } from "../../web/views/turns.js";

/** Painting a tile takes a millisecond. */
function painting() {
  let time = 0;
  const painted = [];
  const turns = createTurns(() => time);
  const paint = (index) => {
    painted.push(index);
    time += 1;
  };
  return {
    renew: turns.renew,
    /** The tiles painted in a frame. */
    frame(count, budget) {
      turns.take(count, paint, time + budget);
      return painted.splice(0);
    },
  };
}

const upTo = (count) => [...Array(count).keys()];

test("with enough time all tiles are painted at once, and then none", () => {
  const { renew, frame } = painting();
  renew(100);
  assert.deepEqual(frame(100, 100), upTo(100));
  assert.deepEqual(frame(100, 100), []);
});

test("a frame tells whether tiles are left", () => {
  let time = 0;
  const turns = createTurns(() => time);
  const take = () => turns.take(30, () => (time += 1), time + 20);
  turns.renew(30);
  assert.equal(take(), true);
  assert.equal(take(), false);
});

test("tiles that a frame has no time for are painted by the next ones", () => {
  const { renew, frame } = painting();
  renew(50);
  assert.deepEqual(frame(50, 20), upTo(50).slice(0, 20));
  assert.deepEqual(frame(50, 20), upTo(50).slice(20, 40));
  assert.deepEqual(frame(50, 20), upTo(50).slice(40));
});

test("some tiles are painted however little time there is", () => {
  const { renew, frame } = painting();
  renew(50);
  assert.equal(frame(50, 0).length, 16);
});

test("every tile has its turn even if all change with every frame", () => {
  const { renew, frame } = painting();
  const painted = new Set();
  for (let i = 0; i < 4; i += 1) {
    renew(60);
    frame(60, 0).forEach((index) => painted.add(index));
  }
  assert.equal(painted.size, 60);
});

test("fewer tiles than before are painted all", () => {
  const { renew, frame } = painting();
  renew(50);
  frame(50, 20);
  renew(5);
  assert.deepEqual(frame(5, 20).toSorted(), upTo(5));
});
