// Reading the loss chart, and going back in time on it. A line follows the pointer or the arrow
// keys and says what the losses were; dragged and let go, it takes training back to there.

import { clamp, formatEpochs, formatLoss } from "../scales.js";
import { createChanges } from "./changes.js";
import { element } from "./element.js";

const DRAG = 4; // pixels from which on a press is a drag
const STOPS = 100; // steps from one end to the other with the arrow keys
const LARGE = 10; // times as far with Page Up and Page Down

const STEPS = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -LARGE,
  PageUp: LARGE,
};

/** onRewind(epoch): the line was dropped there. */
export function createChartCursor(root, { onRewind }) {
  const line = element("i", { class: "cursor-line" });
  const dots = ["train", "test"].map((name) => element("i", { class: `cursor-dot ${name}` }));
  const card = element("p", { class: "cursor-card num" });
  const cursor = element("div", {
    class: "cursor",
    role: "slider",
    tabindex: "0",
    "aria-label": "Go back to epoch",
    "aria-valuemin": "0",
    "aria-valuenow": "0",
  });
  const changed = { box: createChanges(), point: createChanges(), range: createChanges() };
  let chart; // uPlot's
  let history;
  let x; // of the pointer, in pixels from the left end of the axis
  let index; // of the point that is shown, undefined for none
  let press; // {x, isDrag} while the pointer is down

  cursor.append(line, ...dots, card);
  root.append(cursor);

  function draw(next) {
    ({ chart, history } = next);
    const { left, width } = boxOf(chart);
    if (changed.box(left, width)) {
      cursor.style.left = `${left}px`;
      cursor.style.width = `${width}px`;
    }
    if (changed.range(history.epoch.length) && index === undefined) {
      describe(cursor, history, history.epoch.length - 1);
    }
    show(x === undefined ? index : pointAt(x));
  }

  function pointAt(position) {
    return nearest(history.epoch, chart.posToVal(position, "x"));
  }

  /** Nothing is shown for undefined, or while there is nothing to read. */
  function show(next) {
    const last = history.epoch.length - 1;
    index = next === undefined || last < 1 ? undefined : clamp(next, 0, last);
    cursor.classList.toggle("shown", index !== undefined);
    if (index === undefined) {
      return;
    }
    const epoch = history.epoch[index];
    const at = Math.round(chart.valToPos(epoch, "x"));
    const heights = [history.train_loss[index], history.test_loss[index]].map(heightOf);
    if (changed.point(at, epoch, ...heights, press?.isDrag)) {
      place(at, heights);
      card.replaceChildren(...wordsFor(history, index, press?.isDrag));
      describe(cursor, history, index);
    }
  }

  function heightOf(loss) {
    return Number.isFinite(loss) ? Math.round(chart.valToPos(loss, "y")) : undefined;
  }

  function place(at, heights) {
    const top = boxOf(chart).top;
    cursor.style.setProperty("--at", `${at}px`);
    cursor.classList.toggle("late", at > boxOf(chart).width / 2);
    dots.forEach((dot, i) => {
      dot.hidden = heights[i] === undefined;
      dot.style.setProperty("--height", `${top + heights[i]}px`);
    });
  }

  function hide() {
    x = undefined;
    press = undefined;
    cursor.classList.remove("dragging");
    show(undefined);
  }

  function rewind() {
    if (index !== undefined) {
      onRewind(history.epoch[index]);
    }
    hide();
  }

  cursor.addEventListener("pointerdown", (event) => {
    if (event.isPrimary && event.button === 0) {
      cursor.setPointerCapture(event.pointerId);
      x = event.offsetX;
      press = { x, isDrag: false };
      show(pointAt(x));
    }
  });
  cursor.addEventListener("pointermove", ({ offsetX }) => {
    x = offsetX;
    if (press && Math.abs(x - press.x) > DRAG) {
      press.isDrag = true;
      cursor.classList.add("dragging");
    }
    show(pointAt(x));
  });
  cursor.addEventListener("pointerup", () => {
    if (press?.isDrag) {
      rewind();
    }
    press = undefined;
  });
  cursor.addEventListener("pointercancel", hide);
  cursor.addEventListener("pointerleave", () => {
    if (!press) {
      hide();
    }
  });
  cursor.addEventListener("focus", () => {
    if (cursor.matches(":focus-visible")) {
      show(history.epoch.length - 1);
    }
  });
  cursor.addEventListener("blur", hide);
  cursor.addEventListener("keydown", (event) => {
    const action = keyAction(event);
    if (action) {
      event.preventDefault();
      x = undefined;
      action();
    }
  });

  function keyAction({ key, shiftKey }) {
    const last = history.epoch.length - 1;
    const step = STEPS[key] * Math.max(1, Math.round(last / STOPS)) * (shiftKey ? LARGE : 1);
    const actions = {
      Home: () => show(0),
      End: () => show(last),
      Enter: rewind,
      Escape: hide,
    };
    return step ? () => show((index ?? last) + step) : actions[key];
  }

  return { draw };
}

/** Of the plotting area in the chart, in CSS pixels. */
function boxOf({ bbox, width, ctx }) {
  const ratio = ctx.canvas.width / width;
  return { left: bbox.left / ratio, top: bbox.top / ratio, width: bbox.width / ratio };
}

/** The index of the value in an ascending list that is closest to the one looked for. */
export function nearest(values, wanted) {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wanted - values[middle] <= values[middle + 1] - wanted) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function wordsFor({ epoch, train_loss, test_loss }, index, isDrag) {
  const losses = [
    ["train", train_loss[index]],
    ["test", test_loss[index]],
  ].filter(([, loss]) => loss !== undefined);
  return [
    element("b", {}, `${isDrag ? "Back to epoch" : "Epoch"} ${formatEpochs(epoch[index])}`),
    ...losses.map(([name, loss]) => element("span", {}, `${name} ${formatLoss(loss)}`)),
  ];
}

function describe(cursor, { epoch, train_loss, test_loss }, index) {
  if (index < 0) {
    return;
  }
  const test = test_loss[index] === undefined ? "" : `, test loss ${formatLoss(test_loss[index])}`;
  const losses = `training loss ${formatLoss(train_loss[index])}${test}`;
  cursor.setAttribute("aria-valuemax", epoch.at(-1));
  cursor.setAttribute("aria-valuenow", epoch[index]);
  cursor.setAttribute("aria-valuetext", `Epoch ${formatEpochs(epoch[index])}: ${losses}`);
}
