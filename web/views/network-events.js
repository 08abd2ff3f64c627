// What the reader does to the network with pointer, touch and keyboard. All tiles together are
// one tab stop; arrows lead from tile to tile.

const MOUSE_REACH = 6; // pixels from a link that still count as on it
const TOUCH_REACH = 14;
const STEP_KEYS = { "+": 1, "-": -1 };

/**
 * Neurons are given by their address {layer, unit}, and so are their biases; weights by
 * {layer, unit, row}.
 * neighborOf(address, key): where an arrow key leads, undefined for other keys.
 * tileAt(address): the element to focus there.
 * linkAt(x, y, reach): the weight whose link is there, from the corner of the root.
 * onPoint(parameter, x, y): the pointer is on a weight or bias, or on none.
 * onEdit(parameter), onList(neuron), onOpenLayer(layer): the reader wants a popover.
 */
export function listenToNetwork(root, actions) {
  const { neighborOf, tileAt, linkAt, onFocus, onPress, onStep, onEscape } = actions;
  const { onPoint, onEdit, onList, onOpenLayer } = actions;
  let entered; // element of the unit that the reader is at
  let tabStop; // tile

  function enter(unit) {
    if (unit !== entered) {
      entered = unit;
      onFocus(unit && addressOf(unit));
    }
  }

  /** A finger cannot hover, so its first tap on a neuron does. */
  function press(unit, isTouch) {
    const isPreview = isTouch && unit !== entered && isNeuron(unit);
    enter(unit);
    if (!isPreview) {
      onPress(addressOf(unit));
    }
  }

  function useTabStop(tile) {
    tabStop?.setAttribute("tabindex", "-1");
    tile.setAttribute("tabindex", "0");
    tabStop = tile;
  }

  root.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "touch") {
      enter(unitOf(target));
    }
  });
  root.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "touch") {
      const { left, top } = root.getBoundingClientRect();
      onPoint(parameterAt(event, MOUSE_REACH), event.clientX - left, event.clientY - top);
    }
  });
  root.addEventListener("pointerleave", ({ pointerType }) => {
    if (pointerType !== "touch") {
      enter(undefined);
      onPoint(undefined);
    }
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!unitOf(target)) {
      enter(undefined);
    }
  });
  root.addEventListener("click", (event) => {
    const { target, pointerType } = event;
    const isTouch = pointerType === "touch";
    const parameter = parameterAt(event, isTouch ? TOUCH_REACH : MOUSE_REACH);
    if (parameter) {
      onEdit(parameter);
    } else if (unitOf(target)) {
      press(unitOf(target), isTouch);
    } else {
      pressHeading(target);
    }
  });
  root.addEventListener("focusin", ({ target }) => {
    const unit = unitOf(target);
    if (unit) {
      useTabStop(target);
    }
    if (unit && target.matches(":focus-visible")) {
      enter(unit);
    }
  });
  root.addEventListener("focusout", ({ target }) => {
    if (entered && unitOf(target) === entered) {
      enter(undefined);
    }
  });
  root.addEventListener("keydown", (event) => {
    const unit = unitOf(event.target);
    if (event.key === "Escape") {
      onEscape();
    } else if (unit) {
      pressKey(event, unit);
    } else if (event.key in STEP_KEYS) {
      stepOf(event.target, STEP_KEYS[event.key])?.click();
    }
  });

  function pressKey(event, unit) {
    const address = addressOf(unit);
    const neighbor = neighborOf(address, event.key);
    const action = { b: onEdit, w: onList }[event.key.toLowerCase()];
    const hasModifier = event.altKey || event.ctrlKey || event.metaKey;
    if (neighbor) {
      event.preventDefault();
      tileAt(neighbor)?.focus(); // it may be on its way
    } else if (action && isNeuron(unit) && !hasModifier) {
      event.preventDefault();
      action(address);
    }
  }

  /** The name of a layer opens its settings, and so does the count below it. */
  function pressHeading(target) {
    const step = target.closest("button[data-change]");
    const opener = target.closest("[data-opens]");
    if (step) {
      onStep(Number(step.dataset.layer), Number(step.dataset.change));
    } else if (opener) {
      onOpenLayer(Number(opener.dataset.opens));
    }
  }

  function parameterAt({ target, clientX, clientY }, reach) {
    if (target.closest(".bias")) {
      return addressOf(unitOf(target));
    }
    if (target !== root) {
      return undefined;
    }
    const { left, top } = root.getBoundingClientRect();
    return linkAt(clientX - left, clientY - top, reach);
  }

  return {
    /** To call when tiles have come or gone. */
    keepTabStop() {
      if (!tabStop?.isConnected) {
        useTabStop(tileAt({ layer: 0, unit: 0 }));
      }
      if (!entered?.isConnected) {
        entered = undefined;
      }
    },
  };
}

function unitOf(target) {
  return target.closest(".unit") ?? undefined;
}

/** The button that adds or removes a neuron, from anywhere in the heading of a layer. */
function stepOf(target, change) {
  return target.closest(".layer-head")?.querySelector(`[data-change="${change}"]`);
}

function addressOf({ dataset }) {
  return { layer: Number(dataset.layer), unit: Number(dataset.unit) };
}

function isNeuron({ dataset }) {
  return dataset.layer !== "0";
}
