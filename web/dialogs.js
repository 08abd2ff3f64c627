// Dialogs that close when the reader presses beside them (closedby="any"), in Safari too.

/** Does nothing where the browser does that by itself. */
export function closeFromOutside(dialogs, isNative = "closedBy" in HTMLDialogElement.prototype) {
  if (!isNative) {
    dialogs.forEach(listen);
  }
}

/** A press that begins inside, to select text, may end outside. */
function listen(dialog) {
  let isPressed = false;
  dialog.addEventListener("pointerdown", (event) => {
    isPressed = isOutside(dialog, event);
  });
  dialog.addEventListener("click", (event) => {
    if (isPressed && isOutside(dialog, event)) {
      dialog.close();
    }
  });
}

/** What is beside a dialog belongs to it as its backdrop. */
function isOutside(dialog, { target, clientX: x, clientY: y }) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return target === dialog && (x < left || x > right || y < top || y > bottom);
}
