// A small card beside the pointer with the value of the weight or bias under it.

import { element } from "./element.js";
import { formatParameter, hasParameter, isFrozen, isWeight, valueOf } from "./parameters.js";

const OFFSET = { x: 14, y: -34 }; // from the pointer, out of the way of what is under it
const LARGEST = 130; // pixels in width

export function createValueCard(root) {
  const card = element("div", { class: "value-card num", "aria-hidden": "true", hidden: "" });
  root.append(card);
  let pointer; // {x, y}

  return {
    /** x, y: from the corner of the root; without them there is no pointer. */
    moveTo(x, y) {
      pointer = x === undefined ? undefined : { x, y };
    },

    draw({ snapshot, pointed }) {
      const isShown = Boolean(pointer && pointed && hasParameter(snapshot, pointed));
      card.hidden = !isShown;
      if (isShown) {
        card.textContent = sentence(snapshot, pointed);
        const left = Math.min(pointer.x + OFFSET.x, root.clientWidth - LARGEST);
        card.style.translate = `${left}px ${Math.max(0, pointer.y + OFFSET.y)}px`;
      }
    },
  };
}

function sentence(snapshot, parameter) {
  const name = isWeight(parameter) ? "Weight" : "Bias";
  const frozen = isFrozen(snapshot, parameter) ? " · frozen" : "";
  return `${name} ${formatParameter(valueOf(snapshot, parameter))}${frozen}`;
}
