// The Classify lab: a network learns which points of the plane belong together. This file puts
// the lab's views on the page and says what the reader can do with them.

import { resizeLayer, toggleFeature } from "../../config.js";
import { createControls } from "../../views/controls.js";
import { createLossChart } from "../../views/loss-chart.js";
import { createMetrics } from "../../views/metrics.js";
import { createNetwork } from "../../views/network.js";
import { createOutputPlot } from "../../views/output-plot.js";
import { createFocus } from "./focus.js";
import { createLegend } from "./legend.js";
import { createOutputTitle } from "./output-title.js";
import { createDatasetPictures } from "./dataset-pictures.js";

export function createClassify(root, { store, configure, palette }) {
  const part = (id) => root.querySelector(`#${id}`);
  const getConfig = () => store.get().config;
  const focus = createFocus(store);
  const controls = createControls(root, { getConfig, onChange: configure });
  const pictures = createDatasetPictures(root, { palette });
  const views = [
    createNetwork(part("net"), {
      palette,
      onFocus: focus.hover,
      onPin: focus.pin,
      onToggleFeature,
      onResizeLayer: (layer, neurons) =>
        configure({ hidden: resizeLayer(getConfig().hidden, layer, neurons) }),
    }),
    createOutputPlot(part("plot"), { palette }),
    createLossChart(part("loss-chart")),
    createMetrics(root),
    createLegend(root),
    createOutputTitle(root),
  ];

  function onToggleFeature(name) {
    const features = toggleFeature(getConfig().features, name);
    if (features.length > 0) {
      configure({ features });
    } else {
      store.set({ rejection: "Switch on at least one feature." });
    }
  }

  return {
    unpin: focus.unpin,

    /** The controls work from the start, the pictures as soon as there is something to show. */
    draw(state) {
      controls.draw(state);
      pictures.draw(state);
      if (state.snapshot) {
        views.forEach((view) => view.draw(state));
      }
    },
  };
}
