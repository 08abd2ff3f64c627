// The Classify lab: a network learns which points of the plane belong together. This file puts
// the lab's views on the page and says what the reader can do with them.

import { activateLayer, resizeLayer, toggleFeature } from "../../config.js";
import { createControls } from "../../views/controls.js";
import { createInSight } from "../../views/in-sight.js";
import { createLaterView } from "../../views/later.js";
import { atLeisure } from "../../views/leisure.js";
import { createMetrics } from "../../views/metrics.js";
import { createRuns } from "../../views/runs.js";
import { createScoreDetails } from "../../views/score-details.js";
import { createNetwork } from "../../views/network.js";
import { createOutputPlot } from "../../views/output-plot.js";
import { createCsvDialog } from "./csv-dialog.js";
import { createChallengeCard } from "./challenge-card.js";
import { createFocus } from "./focus.js";
import { createCustomFeature, createFormulaData, FIRST_FORMULA } from "./formulas.js";
import { createMoreSettings } from "./more-settings.js";
import { createOwnPoints } from "./own-points.js";
import { createPointEditor } from "./point-editor.js";
import { createProbe } from "./probe.js";
import { createProbeCard } from "./probe-card.js";
import { createProbeSurface } from "./probe-surface.js";
import { createSpace } from "./space.js";
import { createSpaceChoice } from "./space-choice.js";
import { tellFollowedEdits } from "./followed-edits.js";
import { createUpdateCaption } from "./update-caption.js";
import { createStopRules } from "./stop-rules.js";
import { createValueBadges } from "./value-badges.js";
import { createLegend } from "./legend.js";
import { createPopovers } from "./popovers.js";
import { createOutputTitle, shownName } from "./output-title.js";
import { createResolution } from "./resolution.js";
import { createDatasetPictures } from "./dataset-pictures.js";

export function createClassify(root, { store, player, log, configure, ask, say, palette }) {
  const part = (id) => root.querySelector(`#${id}`);
  const getConfig = () => store.get().config;
  const focus = createFocus(store);
  const probe = createProbe(store, ask);
  const points = createOwnPoints(store, configure);
  const controls = createControls(root, { getConfig, onChange: choose });
  const { propose, readTable } = player;
  const settings = [
    controls,
    createMoreSettings(root, { getConfig, propose }),
    createStopRules(root, { propose }),
    createFormulaData(root, { propose }),
    createCustomFeature(root, { getConfig, propose }),
  ];
  const pictures = createDatasetPictures(root, { palette });
  const activations = choicesOf(root.querySelector("[name=activation]"));
  const network = createNetwork(part("net"), {
    palette,
    activations,
    onFocus: focus.hover,
    onPin: focus.pin,
    onToggleFeature,
    onResizeLayer,
    onPoint: (pointed) => store.set({ pointed }),
    onEdit: (parameter) => popovers.edit(parameter),
    onList: (neuron) => popovers.list(neuron),
    onOpenLayer: (layer) => popovers.editLayer(layer),
    onGrown: () => store.set({}), // others draw on its tiles
  });
  const popovers = createPopovers(part("stage"), {
    store,
    player,
    palette,
    activations,
    anchorOf: network.anchorOf,
    onResizeLayer,
    onActivateLayer: (layer, name) => configure(activateLayer(getConfig(), layer, name)),
  });
  const views = [
    network,
    popovers,
    createOutputPlot(part("plot"), { palette }),
    createLaterView(loadLossChart),
    createRuns(root, { log, onUse: player.startOver }),
    createScoreDetails(part("score")),
    createChallengeCard(part("challenge"), {
      first: store.get().challenge,
      onTurn: (challenge) => store.set({ challenge }),
      onSetUp: player.startOver,
    }),
    createMetrics(root),
    createLegend(root),
    createOutputTitle(root),
    createInSight(root.querySelector(".plotframe"), { network: part("net"), nameOf: shownName }),
    probe,
    createProbeSurface(root.querySelector(".plotframe"), probe),
    createProbeCard(part("probe"), { onRelease: probe.release }),
    createValueBadges(part("net")),
    createSpaceChoice(part("space-choice"), {
      views: part("output-view"),
      onChoose: (space) => store.set({ space }),
      onView: (view) => store.set({ view }),
    }),
    createSpace(root.querySelector(".plot"), { palette }),
    createUpdateCaption(part("caption")),
    createPointEditor(root, { store, points }),
  ];
  tellFollowedEdits(store, say);
  const resolution = createResolution({ resize: player.resize });
  createCsvDialog(root, { getConfig, readTable, onUse: points.load });

  async function loadLossChart() {
    const { createLossChart } = await import("../../views/loss-chart.js");
    return atLeisure(createLossChart(part("loss-chart"), { onRewind: player.rewind }));
  }

  /** The reader's own data begin with something, so that there is always a picture. */
  function choose(changes) {
    if (changes.dataset === "points") {
      points.start();
      showPlot();
    } else if (changes.dataset === "formula") {
      configure({ ...changes, formula: getConfig().formula || FIRST_FORMULA });
      showPlot();
    } else {
      configure(changes);
    }
  }

  /** On phones it may be out of sight, and with it what is to be used next. */
  function showPlot() {
    root.querySelector(".plot").scrollIntoView({ block: "nearest" });
  }

  /** Lets go of one thing at a time. */
  function unpin() {
    if (!probe.release()) {
      focus.unpin();
    }
  }

  function onResizeLayer(layer, neurons) {
    configure({ hidden: resizeLayer(getConfig().hidden, layer, neurons) });
  }

  function onToggleFeature(name) {
    const features = toggleFeature(getConfig().features, name);
    if (features.length > 0) {
      configure({ features });
    } else {
      store.set({ rejection: "Switch on at least one feature." });
    }
  }

  const flip = (key) => () => store.set({ [key]: !store.get()[key] });

  return {
    keys: {
      d: "discretize",
      t: "show_test",
      "Control+z": "undo",
      "Control+Z": "redo",
      "Control+y": "redo",
    },
    actions: {
      discretize: flip("discretize"),
      show_test: flip("show_test"),
      undo: player.undo,
      redo: player.redo,
    },
    unpin,

    /** The controls work from the start, the pictures as soon as there is something to show. */
    views: [
      ...settings,
      ...views.map((view) => drawnWhen(({ snapshot }) => snapshot, view.draw)),
      pictures,
      drawnWhen(({ status, preview }) => status === "ready" && !preview, resolution.follow),
    ],
  };
}

function drawnWhen(isSo, draw) {
  return { draw: (state) => isSo(state) && draw(state) };
}

/** What a select offers, as it is written in the page. */
function choicesOf({ options }) {
  return [...options].map(({ value, text }) => ({ value, text }));
}
