// The weights that lead to a neuron, as a list in a popover: arrows move, Enter edits. It brings
// every link of the network to readers who use the keyboard, or a thick finger.

import { createChanges } from "./changes.js";
import { element } from "./element.js";
import { formatParameter, incomingWeights, isFrozen, valueOf } from "./parameters.js";
import { unitName } from "./units.js";

const MOVES = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };

/** onPoint gets the weight that the reader is at, onChoose the one to edit. */
export function createWeightList({ onPoint, onChoose }) {
  const root = element("div", { class: "weight-list", role: "listbox" });
  const valuesChanged = createChanges();
  let items = []; // {element, value, weight}

  function start(snapshot, neuron) {
    root.setAttribute("aria-label", `Weights into ${unitName(snapshot, neuron)}`);
    items = incomingWeights(snapshot, neuron).map((weight) => createItem(snapshot, weight));
    root.replaceChildren(...items.map((item) => item.element));
    items[0].element.setAttribute("tabindex", "0");
  }

  function createItem(snapshot, weight) {
    const value = element("span", { class: "num" });
    const name = unitName(snapshot, { layer: weight.layer - 1, unit: weight.row });
    const item = element("div", { role: "option", tabindex: "-1", "aria-selected": "false" });
    item.append(element("span", {}, name), value);
    item.addEventListener("click", () => onChoose(weight));
    item.addEventListener("focus", () => select(item, weight));
    return { element: item, value, weight };
  }

  function select(chosen, weight) {
    items.forEach(({ element: item }) => {
      item.setAttribute("tabindex", item === chosen ? "0" : "-1");
      item.setAttribute("aria-selected", item === chosen);
    });
    onPoint(weight);
  }

  function draw({ snapshot }) {
    if (valuesChanged(snapshot, items)) {
      items.forEach(({ value, weight }) => {
        const frozen = isFrozen(snapshot, weight) ? " · frozen" : "";
        value.textContent = `${formatParameter(valueOf(snapshot, weight))}${frozen}`;
      });
    }
  }

  root.addEventListener("keydown", (event) => {
    const at = items.findIndex((item) => item.element === event.target);
    if (event.key in MOVES) {
      event.preventDefault();
      const next = Math.min(items.length - 1, Math.max(0, at + MOVES[event.key]));
      items[next].element.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onChoose(items[at].weight);
    }
  });

  return { element: root, start, draw, title: () => "Incoming weights" };
}
