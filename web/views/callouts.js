// Two sentences for those who see a network for the first time: one on a neuron, one on a link.
// They stay until they are dismissed or training begins, and do not come back.

import { textScale } from "../canvas.js";
import { createIcon } from "../icons.js";
import { placeCallout, tileBoxes } from "./callout-layout.js";
import { createChanges } from "./changes.js";
import { element } from "./element.js";
import { linkMiddle } from "./links.js";

const KEY = "nnplay-callouts";
const ROOM = "(min-width: 37.5625em)"; // 601 pixels, where text has its usual size
const POINTING = matchMedia("(hover: none)").matches ? "Tap" : "Hover";
const CALLOUTS = [
  {
    text: `This is what one neuron computes. ${POINTING} to enlarge it.`,
    size: { width: 216, height: 44 },
    anchorsIn: ({ columns, tile }) =>
      columns.slice(1).flatMap((column) => neuronAnchors(column, tile)),
  },
  {
    text: "Line thickness is the weight.",
    size: { width: 152, height: 40 },
    anchorsIn: (_, gaps) => gaps.toReversed().flatMap(linkAnchors),
  },
];

export function createCallouts(root) {
  const isFramed = "embed" in document.documentElement.dataset;
  const hasRoom = matchMedia(ROOM);
  const moved = createChanges();
  let callouts = []; // {element, size, anchorsIn}

  if (!isFramed && !isDismissed()) {
    callouts = CALLOUTS.map((callout) => ({ ...callout, element: createCallout(callout) }));
    root.append(...callouts.map((callout) => callout.element));
  }

  function createCallout({ text }) {
    const close = element("button", { type: "button", "aria-label": `Dismiss: ${text}` });
    const words = element("p", {}, text);
    const callout = element("div", { class: "callout", role: "note", hidden: "" }, words, close);
    close.append(createIcon("close"));
    close.addEventListener("click", () => dismiss([callout]));
    return callout;
  }

  function dismiss(elements) {
    elements.forEach((callout) => callout.remove());
    callouts = callouts.filter((callout) => callout.element.isConnected);
    if (callouts.length === 0) {
      remember();
    }
  }

  return {
    /** layout and gaps: what layoutNetwork and layoutLinks return; room: what they have. */
    draw({ playing }, { room, layout, gaps }) {
      if (callouts.length === 0) {
        return;
      }
      if (playing) {
        dismiss(callouts.map((callout) => callout.element));
      } else if (moved(layout, gaps, hasRoom.matches, callouts.length)) {
        placeAll(hasRoom.matches ? callouts : [], { room, layout, gaps });
      }
    },
  };

  function placeAll(shown, { room, layout, gaps }) {
    const taken = tileBoxes(layout);
    const scale = textScale();
    callouts.forEach((callout) => {
      const anchors = callout.anchorsIn(layout, gaps);
      const size = { width: scale * callout.size.width, height: scale * callout.size.height };
      const place = shown.includes(callout) && placeCallout(room, anchors, size, taken);
      callout.element.hidden = !place;
      if (place) {
        taken.push(place);
        draw(callout.element, place);
      }
    });
  }
}

function draw(callout, { left, top, width, height, arrow, side }) {
  Object.assign(callout.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  });
  callout.style.setProperty("--arrow", `${arrow}px`);
  callout.dataset.side = side;
}

/** Of a column, the last tile has room below it and the first above. */
function neuronAnchors({ left, size, tops }, tile) {
  const x = left + tile / 2;
  return [tops.at(-1), tops[0]].map((top) => ({ x, top, bottom: top + size }));
}

/** The lowest link of a gap, and the highest; a network without features has none in the first. */
function linkAnchors(gap) {
  const middles = Array.from(gap.starts, (_, link) => linkMiddle(gap, link));
  const sorted = middles.sort((a, b) => b.y - a.y);
  return [...sorted.slice(0, 1), ...sorted.slice(-1)].map(({ x, y }) => ({ x, top: y, bottom: y }));
}

function isDismissed() {
  try {
    return Boolean(localStorage.getItem(KEY));
  } catch {
    return false;
  }
}

/** Where storage is blocked they come back with the page, no sooner. */
function remember() {
  try {
    localStorage.setItem(KEY, "dismissed");
  } catch {
    // Nothing is lost but the memory of it.
  }
}
