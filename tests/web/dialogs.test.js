import assert from "node:assert/strict";
import test from "node:test";

import { closeFromOutside } from "../../web/dialogs.js";

/** Stands for a dialog from (10, 10) to (90, 90). */
class Dialog extends EventTarget {
  closings = 0;

  getBoundingClientRect() {
    return { left: 10, right: 90, top: 10, bottom: 90 };
  }

  close() {
    this.closings += 1;
  }

  press(from, to = from) {
    this.dispatchEvent(Object.assign(new Event("pointerdown"), { clientX: from, clientY: from }));
    this.dispatchEvent(Object.assign(new Event("click"), { clientX: to, clientY: to }));
  }
}

test("a press beside a dialog closes it", () => {
  const dialog = new Dialog();
  closeFromOutside([dialog], false);
  dialog.press(5);
  assert.equal(dialog.closings, 1);
});

test("a press in a dialog leaves it open, be it released outside", () => {
  const dialog = new Dialog();
  closeFromOutside([dialog], false);
  dialog.press(50);
  dialog.press(50, 95);
  dialog.press(95, 50);
  assert.equal(dialog.closings, 0);
});

test("where the browser closes dialogs by itself nothing is added", () => {
  const dialog = new Dialog();
  closeFromOutside([dialog], true);
  dialog.press(5);
  assert.equal(dialog.closings, 0);
});
