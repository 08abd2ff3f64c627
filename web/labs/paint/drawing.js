// A sheet of paper to draw the target on, with a few colors and two brushes.

const SIDE = 400; // pixels of the sheet
const PAPER = "#ffffff";

export function createDrawing(dialog) {
  const sheet = dialog.querySelector("canvas");
  const context = sheet.getContext("2d");
  let last; // {x, y} while the pointer is down

  const chosen = (name) => dialog.querySelector(`[name=${name}]:checked`).value;

  function clear() {
    context.fillStyle = PAPER;
    context.fillRect(0, 0, SIDE, SIDE);
  }

  function stroke(event) {
    const { left, top, width, height } = sheet.getBoundingClientRect();
    const place = {
      x: ((event.clientX - left) / width) * SIDE,
      y: ((event.clientY - top) / height) * SIDE,
    };
    const from = last ?? place;
    context.strokeStyle = chosen("color");
    context.lineWidth = Number(chosen("brush"));
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(place.x, place.y);
    context.stroke();
    last = place;
  }

  sheet.width = SIDE;
  sheet.height = SIDE;
  clear();
  sheet.addEventListener("pointerdown", (event) => {
    sheet.setPointerCapture(event.pointerId);
    stroke(event);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (last) {
      event.getCoalescedEvents().forEach(stroke);
    }
  });
  sheet.addEventListener("lostpointercapture", () => {
    last = undefined;
  });
  dialog.querySelector("#clear-drawing").addEventListener("click", clear);

  return {
    /** Resolves to a canvas, or to undefined when the dialog is cancelled. */
    async open() {
      dialog.returnValue = "";
      dialog.showModal();
      await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
      return dialog.returnValue === "paint" ? sheet : undefined;
    },
  };
}
