// A popover: a small dialog beside what it is about. The page behind it stays alive. The keyboard
// stays inside until Esc or Close, and returns to where it was; a press beside it closes it too.

import { observeSize } from "../canvas.js";
import { createIcon } from "../icons.js";
import { clamp } from "../scales.js";
import { createChanges } from "./changes.js";
import { element } from "./element.js";

const DISTANCE = 18; // from what it is about
const MARGIN = 8; // from the edges of its parent
const STOPS = "button, input, select, [tabindex='0']";

/** parent: has a position of its own, and the popover keeps inside it. */
export function createPopover(parent, { onClose }) {
  const title = element("h3");
  const close = element("button", { type: "button", class: "btn icon", "aria-label": "Close" });
  const header = element("header", {}, title, close);
  const body = element("div", { class: "popover-body" });
  const root = element("div", { class: "popover", role: "dialog" }, header, body);
  const moved = createChanges();
  const room = { parent: undefined, own: undefined };
  let anchor;
  let opener; // element that gets the focus back; a mere press on the page leaves none

  close.append(createIcon("close"));
  title.id = "popover-title";
  root.setAttribute("aria-labelledby", title.id);
  root.hidden = true;
  parent.append(root);
  observeSize(parent, (box) => arrange("parent", box));
  observeSize(root, (box) => arrange("own", box));

  function arrange(which, { width, height }) {
    room[which] = `${width},${height}`;
    if (anchor) {
      place(anchor);
    }
  }

  function open(heading, content) {
    const { activeElement } = document;
    if (!root.contains(activeElement)) {
      opener = activeElement.contains(root) ? undefined : activeElement;
    }
    title.textContent = heading;
    body.replaceChildren(content);
    root.hidden = false;
    const [first = close] = stopsIn(body);
    first.focus();
  }

  /** Returns the focus, unless the reader has put it elsewhere already. */
  function hide() {
    if (root.hidden) {
      return;
    }
    const hadFocus = root.contains(document.activeElement);
    root.hidden = true;
    anchor = undefined;
    if (hadFocus && opener?.isConnected) {
      opener.focus();
    }
  }

  /** next: {x, y} in the parent. */
  function place(next) {
    anchor = next;
    if (!moved(anchor.x, anchor.y, room.parent, room.own, root.hidden)) {
      return;
    }
    const { offsetWidth: width, offsetHeight: height } = root;
    const leftmost = parent.scrollLeft + MARGIN;
    const rightmost = Math.max(leftmost, parent.scrollLeft + parent.clientWidth - width - MARGIN);
    const lowest = parent.clientHeight - height - MARGIN;
    const left = clamp(anchor.x - width / 2, leftmost, rightmost);
    const below = anchor.y + DISTANCE;
    const isBelow = below <= lowest;
    const top = isBelow ? below : Math.max(MARGIN, anchor.y - DISTANCE - height);
    root.style.setProperty("--left", `${Math.round(left)}px`);
    root.style.setProperty("--top", `${Math.round(top)}px`);
    root.style.setProperty("--arrow", `${Math.round(clamp(anchor.x - left, 16, width - 16))}px`);
    root.classList.toggle("above", !isBelow);
  }

  close.addEventListener("click", onClose);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    } else if (event.key === "Tab") {
      keepInside(event, stopsIn(root));
    }
  });
  parent.addEventListener("pointerdown", ({ target }) => {
    if (!root.hidden && !root.contains(target)) {
      onClose();
    }
  });

  return { open, hide, place };
}

function stopsIn(root) {
  return [...root.querySelectorAll(STOPS)].filter((stop) => !stop.matches(":disabled"));
}

/** From the last stop Tab leads to the first, and back with Shift. */
function keepInside(event, stops) {
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement === from) {
    event.preventDefault();
    to.focus();
  }
}
