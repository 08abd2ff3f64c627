// What one hidden layer is like, in a popover: how many neurons it has, and their activation.

import { createIcon } from "../icons.js";
import { createChanges } from "./changes.js";
import { element } from "./element.js";
import { MOST_NEURONS } from "./units.js";

/**
 * activations: [{value, text}], what there is to choose from. onResize gets a layer and a number of
 * neurons, onActivate a layer and the name of an activation, or "" for that of all layers.
 */
export function createLayerEditor({ activations, onResize, onActivate }) {
  const count = element("output", { class: "num" });
  const fewer = createStep("minus", "Remove a neuron", () => onResize(layer, neurons - 1));
  const more = createStep("plus", "Add a neuron", () => onResize(layer, neurons + 1));
  const asAll = new Option("", "");
  const select = element("select", { "aria-label": "Activation of this layer" }, asAll);
  const root = element(
    "fieldset",
    { class: "layer-editor" },
    element("span", { class: "lab" }, "Neurons"),
    element("span", { class: "stepper" }, fewer, count, more),
    element("span", { class: "lab" }, "Activation"),
    element("span", { class: "select" }, select),
  );
  const changed = createChanges();
  let layer;
  let neurons;

  activations.forEach(({ value, text }) => select.add(new Option(text, value)));
  select.addEventListener("input", () => onActivate(layer, select.value));

  function start(_, address) {
    layer = address.layer;
  }

  function draw({ config, status }) {
    if (!changed(config, status, layer)) {
      return;
    }
    const own = config.layer_activations[layer - 1];
    const common = activations.find(({ value }) => value === config.activation);
    neurons = config.hidden[layer - 1];
    root.disabled = status !== "ready";
    count.textContent = String(neurons);
    fewer.disabled = neurons <= 1;
    more.disabled = neurons >= MOST_NEURONS;
    asAll.textContent = `As all: ${common.text}`;
    select.value = own && own !== config.activation ? own : "";
  }

  return { element: root, start, draw, title: (address) => `Layer ${address.layer}` };
}

function createStep(icon, label, onClick) {
  const step = element("button", { type: "button", "aria-label": label, title: label });
  step.append(createIcon(icon));
  step.addEventListener("click", onClick);
  return step;
}
