import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { isSlowMotion, paceOf } from "../../web/pace.js";

const page = readFileSync(new URL("../../index.html", import.meta.url), "utf8");
const LONGEST = 45; // ms of training before the page hears again

/** The values of all selects named speed. */
function offered() {
  const selects = page.match(/<select name="speed">.*?<\/select>/gs);
  return selects.flatMap((select) => [...select.matchAll(/value="(\w+)"/g)].map(([, value]) => value));
}

test("every speed that a page offers has a pace, 1, 4 and 16 epochs among them", () => {
  offered().forEach((speed) => assert.ok(paceOf(speed), speed));
  for (const epochs of [1, 4, 16]) {
    assert.ok(offered().includes(String(epochs)));
    assert.equal(paceOf(String(epochs)).frame.epochs, epochs);
  }
});

test("a request of whole epochs also ends by time, so that frames keep coming", () => {
  offered()
    .map(paceOf)
    .filter(({ frame }) => frame.epochs || frame.budget_ms)
    .forEach(({ frame }) => assert.ok(frame.budget_ms <= LONGEST));
});

test("slow motion waits between updates", () => {
  assert.ok(isSlowMotion("sample"));
  assert.ok(!isSlowMotion("16"));
});
