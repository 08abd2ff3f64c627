// Which two neurons span the space view, and the fields to choose them.

import { createChanges } from "../../views/changes.js";

/** The layer and the two neurons on display, as near as there are to those wished for. */
export function chosenSpace({ snapshot, space = {} }) {
  const layers = wideLayers(snapshot);
  if (layers.length === 0) {
    return undefined;
  }
  const layer = layers.includes(space.layer) ? space.layer : layers.at(-1);
  const count = snapshot.layers[layer];
  const across = Math.min(space.across ?? 0, count - 1);
  const up = Math.min(space.up ?? 1, count - 1);
  return { layer, across, up: up === across ? otherThan(across) : up };
}

/** The hidden layers with two neurons or more. */
function wideLayers({ layers }) {
  const hidden = layers.map((_, layer) => layer).slice(1, -1);
  return hidden.filter((layer) => layers[layer] >= 2);
}

function otherThan(unit) {
  return unit === 0 ? 1 : 0;
}

/** root: holds the three selects. onChoose gets {layer, across, up}. */
export function createSpaceChoice(root, { views, onChoose, onView }) {
  const fields = Object.fromEntries(
    ["layer", "across", "up"].map((name) => [name, root.querySelector(`[name=space_${name}]`)]),
  );
  const spaceView = views.querySelector("[value=space]");
  const isNew = createChanges();
  let shown;

  Object.values(fields).forEach((field) => field.addEventListener("input", () => choose(field)));

  /** Choosing the neuron of the other axis makes the two change places. */
  function choose(field) {
    const next = {
      layer: Number(fields.layer.value),
      across: Number(fields.across.value),
      up: Number(fields.up.value),
    };
    if (next.across === next.up) {
      const other = field === fields.up ? "across" : "up";
      next[other] = field === fields.up ? shown.up : shown.across;
    }
    onChoose(next);
  }

  return {
    draw(state) {
      const { snapshot, view } = state;
      const layers = wideLayers(snapshot);
      shown = chosenSpace(state);
      spaceView.disabled = !shown;
      if (view === "space" && !shown) {
        onView("output");
      }
      root.hidden = view !== "space" || !shown;
      if (!root.hidden && isNew(snapshot.layers.join(), shown.layer, shown.across, shown.up)) {
        const neurons = Array.from({ length: snapshot.layers[shown.layer] }, (_, i) => i);
        fill(fields.layer, layers, (layer) => `Layer ${layer}`, shown.layer);
        fill(fields.across, neurons, (unit) => `Neuron ${unit + 1}`, shown.across);
        fill(fields.up, neurons, (unit) => `Neuron ${unit + 1}`, shown.up);
      }
    },
  };
}

function fill(select, values, nameOf, chosen) {
  if (select.length !== values.length) {
    select.replaceChildren(...values.map((value) => new Option(nameOf(value), value)));
  }
  [...select.options].forEach((option, i) => {
    option.value = values[i];
    option.text = nameOf(values[i]);
  });
  select.value = chosen;
}
