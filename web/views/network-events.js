// What the reader does to the network with pointer, touch and keyboard. All tiles together are
// one tab stop; arrows lead from tile to tile.

/**
 * Neurons are given by their address {layer, unit}.
 * neighbourOf(address, key): where an arrow key leads, undefined for other keys.
 * tileAt(address): the element to focus there.
 */
export function listenToNetwork(root, actions) {
  const { neighbourOf, tileAt, onFocus, onPress, onStep, onEscape } = actions;
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
  root.addEventListener("pointerleave", ({ pointerType }) => {
    if (pointerType !== "touch") {
      enter(undefined);
    }
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!unitOf(target)) {
      enter(undefined);
    }
  });
  root.addEventListener("click", ({ target, pointerType }) => {
    const unit = unitOf(target);
    const step = target.closest("button[data-change]");
    if (unit) {
      press(unit, pointerType === "touch");
    } else if (step) {
      onStep(Number(step.dataset.layer), Number(step.dataset.change));
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
    const neighbour = unit && neighbourOf(addressOf(unit), event.key);
    if (neighbour) {
      event.preventDefault();
      tileAt(neighbour).focus();
    } else if (event.key === "Escape") {
      onEscape();
    }
  });

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

function addressOf({ dataset }) {
  return { layer: Number(dataset.layer), unit: Number(dataset.unit) };
}

function isNeuron({ dataset }) {
  return dataset.layer !== "0";
}
