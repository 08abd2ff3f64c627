import assert from "node:assert/strict";
import test from "node:test";
import { missingAddresses } from "../../web/lean/addresses.js";
import { findChanges, pack } from "../../web/lean/pack.js";
import { isAlike } from "../../web/snapshot/alike.js";
import { unpack } from "../../web/snapshot/unpack.js";

const PAGE = 1024;

function example() {
  const before = new Uint8Array(4 * PAGE).fill(7);
  const after = new Uint8Array(6 * PAGE);
  after.set(before);
  [0, PAGE, 3 * PAGE + 5, 6 * PAGE - 1].forEach((at) => (after[at] = 9));
  after.fill(0, 2 * PAGE, 2 * PAGE + 1);
  return { before, after };
}

test("what Python changes of its memory is found in whole pages, put together to stretches", () => {
  const { before, after } = example();
  assert.deepEqual(findChanges(before, after), [
    [0, 4 * PAGE],
    [5 * PAGE, PAGE],
  ]);
  assert.deepEqual(findChanges(before, before), []);
});

test("a memory that was packed is the same when it is put over the one before", () => {
  const { before, after } = example();
  const parts = { "a.so": Uint8Array.of(1, 2, 3), "b.so": Uint8Array.of(4) };
  const header = Uint8Array.of(5, 6);
  const packed = new Uint8Array(pack({ before, after, header, parts, layout: "[1]", info: {} }));
  const found = unpack(packed.buffer);
  const restored = new Uint8Array(found.size);
  restored.set(before);
  found.changes.forEach(({ at, bytes }) => restored.set(bytes, at));
  assert.deepEqual(restored, after);
  assert.deepEqual(found.parts, parts);
  assert.deepEqual(found.header, [5, 6]);
  assert.equal(found.layout, "[1]");
});

test("a snapshot that is not whole is refused", () => {
  const { before, after } = example();
  const packed = new Uint8Array(pack({ before, after, header: [], parts: {}, layout: "", info: {} }));
  assert.throws(() => unpack(packed.slice(0, -1).buffer));
  assert.throws(() => unpack(new ArrayBuffer(0)));
});

test("where Pyodide lays out its memory in another way, no snapshot is asked for", (t) => {
  const computer = { userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15" };
  const phone = { userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)" };
  const validate = t.mock.method(WebAssembly, "validate", () => true);
  assert.equal(isAlike(computer), true);
  assert.equal(isAlike(phone), false);
  validate.mock.mockImplementation(() => false);
  assert.equal(isAlike(computer), false);
});

const HEAD = [0, 97, 115, 109, 1, 0, 0, 0];
const text = (words) => [words.length, ...new TextEncoder().encode(words)];
const section = (id, bytes) => [id, bytes.length, ...bytes];

/** A module that wants an address, or has a function, or both; names are single letters. */
function moduleWith({ wants, has }) {
  const types = section(1, [1, 96, 0, 0]); // () -> ()
  const address = wants ? section(2, [1, ...text("GOT.func"), ...text(wants), 3, 127, 1]) : [];
  const name = has ? [...section(3, [1, 0]), ...section(7, [1, ...text(has), 0, 0])] : [];
  const code = has ? section(10, [1, 2, 0, 11]) : [];
  return new WebAssembly.Module(Uint8Array.of(...HEAD, ...types, ...address, ...name, ...code));
}

test("an address is missing where neither Python, nor a part before it, nor the part itself has it", () => {
  const main = moduleWith({ has: "a" });
  const parts = [{ wants: "a", has: "b" }, { wants: "b" }, { wants: "c", has: "c" }].map(moduleWith);
  assert.deepEqual(missingAddresses(main, parts), []);
  assert.deepEqual(missingAddresses(main, parts.slice(1)), ["b"]);
  assert.deepEqual(missingAddresses(moduleWith({ wants: "b" }), parts.slice(1)), []);
});
