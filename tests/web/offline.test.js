import assert from "node:assert/strict";
import test from "node:test";
import { hasRoom } from "../../web/offline.js";

test("a device with little memory, or a reader who saves data, keeps no copy of Python's", () => {
  assert.equal(hasRoom({ deviceMemory: 8, connection: { saveData: false } }), true);
  assert.equal(hasRoom({}), true, "many browsers do not say");
  assert.equal(hasRoom({ deviceMemory: 2 }), false);
  assert.equal(hasRoom({ deviceMemory: 8, connection: { saveData: true } }), false);
});
