// Keys that lead to another slide. Once a reader has clicked into a frame its keys no longer
// reach the slides around it, so what is of no use here goes up to them, as commands of reveal.js.

const COMMANDS = {
  ArrowRight: "next",
  PageDown: "next",
  ArrowLeft: "prev",
  PageUp: "prev",
  ArrowDown: "down",
  ArrowUp: "up",
  Escape: "toggleOverview",
};

const USERS = "input, select, textarea, dialog, [role=slider], [role=application]";

/** isHolding: is there something that Escape would let go of? */
export function forwardSlideKeys({ send, isHolding }) {
  let isFree = false;

  // Before any other listener: what Escape is for can only be told while it is still there.
  addEventListener(
    "keydown",
    (event) => {
      isFree = !isTaken(event) && !(event.key === "Escape" && isHolding());
    },
    true,
  );
  addEventListener("keydown", ({ key, defaultPrevented }) => {
    const isUsed = defaultPrevented && key !== "Escape"; // which is taken in any case
    if (isFree && !isUsed && Object.hasOwn(COMMANDS, key)) {
      send(COMMANDS[key]);
    }
  });
}

function isTaken({ target, altKey, ctrlKey, metaKey, shiftKey }) {
  const hasModifier = altKey || ctrlKey || metaKey || shiftKey;
  const isOpen = Boolean(document.querySelector(":popover-open, dialog[open]"));
  return hasModifier || isOpen || Boolean(target.closest?.(USERS));
}
