// Controls that a link hides, so that a lesson shows only what it is about: hide=learning_rate,noise
// or controls=play,activation for all but these, or learning_rate_hide=true as in TensorFlow
// Playground, whose names are understood as well.

const inLabel = (name) => `label:has([name="${name}"])`;

const SETTINGS = [
  "speed",
  "learning_rate",
  "activation",
  "optimizer",
  "regularization",
  "regularization_rate",
  "problem",
  "loss",
  "train_percent",
  "noise",
  "batch_size",
  "show_test",
  "discretize",
  "boundary",
  "log_loss",
  "smoothing",
  "decay_samples",
  "sampling",
  "encoding",
  "fourier_scale",
  "output",
  "colors",
  "morph",
];

/** The elements of each control, by its name in links. */
const SELECTORS = {
  ...Object.fromEntries(SETTINGS.map((name) => [name, inLabel(name)])),
  play: "#play",
  step: "#step",
  reset: "#reset",
  stop_at: ".stop-at, .f-stop",
  dataset: `.thumbs, ${inLabel("dataset")}`,
  regenerate: "[data-action=regenerate]",
  more_settings: "[popovertarget=more-settings]",
  depth: inLabel("depth"),
  width: `${inLabel("width")}, .layer-head .stepper button`,
  custom_feature: "[popovertarget=custom-feature]",
  view: ".seg:has([name=view])",
  runs: "#chart-tools [data-run]",
  challenge: "#challenge",
  preset: `.presets, ${inLabel("preset")}`,
  image: ".gallery, .sources, .drop-hint",
  download: "#download",
  header: ".topbar",
};

export const HIDEABLE = Object.keys(SELECTORS);

/** Their names for our controls; a feature's is in the table of features. */
const PEER_NAMES = new Map([
  ["playButton", ["play"]],
  ["stepButton", ["step"]],
  ["resetButton", ["reset"]],
  ["learningRate", ["learning_rate"]],
  ["regularizationRate", ["regularization_rate"]],
  ["percTrainData", ["train_percent"]],
  ["batchSize", ["batch_size"]],
  ["showTestData", ["show_test"]],
  ["numHiddenLayers", ["depth", "width"]],
]);

/** The controls that `id_hide=true` hides, or undefined if there is no such control. */
export function controlsCalled(id) {
  return PEER_NAMES.get(id) ?? (HIDEABLE.includes(id) ? [id] : undefined);
}

/** What is left to hide if only these are to be shown. */
export function allBut(controls) {
  if (controls.includes("all")) {
    return [];
  }
  return HIDEABLE.filter((name) => !controls.includes(name));
}

/** Hides the controls of these names, and shows all others again. */
export function createHiding(page = document) {
  const sheet = new CSSStyleSheet();
  page.adoptedStyleSheets.push(sheet);
  return (names) => {
    const selectors = names.map((name) => SELECTORS[name]).join();
    const room = names.includes("header") ? ":root { --topbar: 0px; }" : "";
    sheet.replaceSync(selectors && `${selectors} { display: none !important; } ${room}`);
  };
}
