// Which popover is open, and what it does: the editor of a weight or bias, the list of weights that
// lead to a neuron, or the editor of a hidden layer. Only one is open at a time.

import { createChanges } from "../../views/changes.js";
import { createLayerEditor } from "../../views/layer-editor.js";
import { createParameterEditor } from "../../views/parameter-editor.js";
import { addressOnWire, hasParameter } from "../../views/parameters.js";
import { createPopover } from "../../views/popover.js";
import { outputLayer } from "../../views/units.js";
import { createWeightList } from "../../views/weight-list.js";

/** What a popover is about may go: it closes then. */
const IS_THERE = {
  parameter: hasParameter,
  weights: hasParameter,
  layer: (snapshot, { layer }) => layer < outputLayer(snapshot),
};

/** stage: where popovers are placed. anchorOf(address): the point {x, y} that one is about. */
export function createPopovers(stage, options) {
  const { store, palette, player, anchorOf, activations, onResizeLayer, onActivateLayer } = options;
  const isNew = createChanges();
  let parts; // of popovers, made when the first one opens
  let resumes = false; // training, when the slider is let go

  function makeParts() {
    return {
      shell: createPopover(stage, { onClose: close }),
      parameter: createParameterEditor({ palette, onEdit, onHold, onRelease }),
      weights: createWeightList({ onPoint: (pointed) => store.set({ pointed }), onChoose: edit }),
      layer: createLayerEditor({
        activations,
        onResize: onResizeLayer,
        onActivate: onActivateLayer,
      }),
    };
  }

  function show(popover) {
    store.set({ popover, pointed: undefined });
    player.wake();
  }

  function close() {
    store.set({ popover: undefined, pointed: undefined });
  }

  function edit(parameter) {
    show({ kind: "parameter", ...parameter });
  }

  function onEdit(parameter, change) {
    player.edit({ ...addressOnWire(store.get().snapshot, parameter), ...change });
  }

  function onHold() {
    resumes = store.get().playing;
    player.pause();
  }

  function onRelease() {
    if (resumes) {
      player.play();
    }
  }

  return {
    edit,
    list: (neuron) => show({ kind: "weights", ...neuron }),
    editLayer: (layer) => show({ kind: "layer", layer }),

    draw(state) {
      const { snapshot, popover } = state;
      if (!popover) {
        isNew(undefined);
        parts?.shell.hide();
      } else if (snapshot.is_outline) {
        return; // it opens as soon as there is something to edit
      } else if (IS_THERE[popover.kind](snapshot, popover)) {
        drawContent(state, popover);
      } else {
        close();
      }
    },
  };

  function drawContent(state, popover) {
    parts ??= makeParts();
    const { shell, [popover.kind]: content } = parts;
    const isOpening = isNew(popover);
    if (isOpening) {
      content.start(state.snapshot, popover);
    }
    content.draw(state, popover);
    if (isOpening) {
      shell.open(content.title(popover), content.element);
    }
    shell.place(anchorOf(popover));
  }
}
