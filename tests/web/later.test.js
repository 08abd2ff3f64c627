import assert from "node:assert/strict";
import { test } from "node:test";

import { createLaterView } from "../../web/views/later.js";

test("a view that comes later is asked for once, and draws the state as it is by then", async () => {
  const drawn = [];
  let loads = 0;
  const later = createLaterView(async () => {
    loads += 1;
    return { draw: (state) => drawn.push(state) };
  });
  assert.equal(loads, 0);
  later.draw("first");
  later.draw("second");
  assert.deepEqual(drawn, []);
  await Promise.resolve();
  assert.deepEqual(drawn, ["second"]);
  later.draw("third");
  assert.deepEqual(drawn, ["second", "third"]);
  assert.equal(loads, 1);
});

test("where its module cannot be loaded, the page says that it is incomplete", async () => {
  globalThis.document = { documentElement: { dataset: {} } };
  const failed = new Promise((resolve) => {
    globalThis.reportError = resolve;
  });
  const later = createLaterView(async () => {
    throw new Error("offline");
  });
  later.draw("first");
  later.draw("second");
  assert.equal((await failed).message, "offline");
  assert.equal(document.documentElement.dataset.trouble, "incomplete");
});
