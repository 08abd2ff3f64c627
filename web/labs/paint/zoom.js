// Zooming: the network is a function, so what is shown of it is computed for the frame and the
// pixels of the screen. Buttons, keys, wheel, and fingers choose the frame.

import { createChanges } from "../../views/changes.js";
import { isWhole, OUTSIDE, panned, spanOf, WHOLE, zoomed } from "./frame.js";
import { renderRows } from "./render.js";
import { fitWithin } from "./targets.js";

const STEP = 2;
const PAN = 0.1; // of the frame, for an arrow key
const WHEEL = 0.005; // of a pixel
const COARSE = 100; // pixels along the longer side, while it changes
const FINEST = 800;

const ZOOMS = {
  in: (frame) => zoomed(frame, STEP),
  out: (frame) => zoomed(frame, 1 / STEP),
  whole: () => WHOLE,
  outside: () => OUTSIDE,
};
const KEYS = {
  "+": ZOOMS.in,
  "=": ZOOMS.in,
  "-": ZOOMS.out,
  0: ZOOMS.whole,
  ArrowLeft: (frame) => panned(frame, -PAN, 0),
  ArrowRight: (frame) => panned(frame, PAN, 0),
  ArrowUp: (frame) => panned(frame, 0, -PAN),
  ArrowDown: (frame) => panned(frame, 0, PAN),
};

export function createZoom(root, { store, player }) {
  const bounds = root.querySelector(".bounds");
  const [value, outside] = ["whole", "outside"].map((name) => root.querySelector(`[data-zoom=${name}]`));
  const isNew = { frame: createChanges(), picture: createChanges() };
  let turn = 0; // counts the pictures that were begun
  let isBusy = false;

  listenToZoom(root, (change) => store.set({ frame: change(store.get().frame) }));

  function drawFrame({ frame }) {
    const span = spanOf(frame);
    value.textContent = `${Number((1 / span).toPrecision(3))}×`;
    outside.ariaPressed = String(span > 1);
    root.classList.toggle("zoomed", !isWhole(frame));
    bounds.hidden = span <= 1;
    const sides = { left: -frame.left, top: -frame.top, right: frame.right - 1, bottom: frame.bottom - 1 };
    Object.entries(sides).forEach(([side, share]) => {
      bounds.style[side] = `${(100 * share) / span}%`;
    });
  }

  /** Follows the network: coarsely at first, finely when it rests. */
  async function follow(state) {
    const { snapshot, frame, playing, target } = state;
    if (isBusy || isWhole(frame) || !isNew.picture(snapshot, frame, playing)) {
      return;
    }
    isBusy = true;
    turn += 1;
    const mine = turn;
    const isOver = () => {
      const now = store.get();
      return mine !== turn || now.frame !== frame || now.playing !== playing || (!playing && now.snapshot !== snapshot);
    };
    for (const side of playing ? [COARSE] : [COARSE, shownSide()]) {
      const size = sizeFor(target.image, side);
      const values = new Float32Array(3 * size.width * size.height);
      const isDone = await renderRows(player, { ...size, frame }, {
        onRows: ({ first, picture }) => values.set(picture, 3 * first * size.width),
        isCancelled: isOver,
      });
      if (isDone) {
        store.set({ zoomed: { values, ...size, frame } });
      }
    }
    if (mine === turn) {
      isBusy = false;
      follow(store.get());
    }
  }

  function shownSide() {
    const { width, height } = root.getBoundingClientRect();
    return Math.min(FINEST, Math.round(Math.max(width, height) * devicePixelRatio));
  }

  return {
    draw(state) {
      if (isNew.frame(state.frame)) {
        drawFrame(state);
      }
      if (state.status === "ready") {
        follow(state);
      } else {
        turn += 1; // what was asked for is not going to come
        isBusy = false;
      }
    },
  };
}

function sizeFor({ width, height }, side) {
  const scale = side / Math.max(width, height);
  return fitWithin({ width: width * scale, height: height * scale }, side);
}

/** onChange gets a function from the present frame to the next. */
function listenToZoom(root, onChange) {
  const pointers = new Map(); // id -> where it is, in parts of the frame

  const placeOf = ({ clientX, clientY }) => {
    const { left, top, width, height } = root.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  };

  root.querySelectorAll("[data-zoom]").forEach((button) => {
    button.addEventListener("click", () => onChange(ZOOMS[button.dataset.zoom]));
  });
  root.addEventListener("keydown", (event) => {
    const change = KEYS[event.key];
    if (change && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      onChange(change);
    }
  });
  root.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault(); // the browser would enlarge the page
        onChange((frame) => zoomed(frame, Math.exp(-event.deltaY * WHEEL), placeOf(event)));
      }
    },
    { passive: false },
  );
  root.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("button, #wipe")) {
      root.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, placeOf(event));
    }
  });
  root.addEventListener("pointermove", (event) => {
    if (pointers.has(event.pointerId)) {
      const before = spreadOf([...pointers.values()]);
      pointers.set(event.pointerId, placeOf(event));
      const after = spreadOf([...pointers.values()]);
      onChange((frame) => followed(frame, before, after));
    }
  });
  root.addEventListener("lostpointercapture", ({ pointerId }) => pointers.delete(pointerId));
}

/** The middle of one or two fingers, and how far they are apart. */
function spreadOf(places) {
  const [first, second = first] = places;
  return {
    x: (first.x + second.x) / 2,
    y: (first.y + second.y) / 2,
    distance: Math.hypot(first.x - second.x, first.y - second.y),
  };
}

/** What was under the fingers stays under them. */
export function followed(frame, before, after) {
  const factor = before.distance > 0 && after.distance > 0 ? after.distance / before.distance : 1;
  return panned(zoomed(frame, factor, before), before.x - after.x, before.y - after.y);
}
