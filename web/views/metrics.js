// The numbers of a run: epoch, losses, accuracy, size of the network and of the data.

import { formatEpoch, formatLoss, formatNumber } from "../scales.js";

const NONE = "–";

export function createMetrics(root) {
  const part = (id) => root.querySelector(`#${id}`);
  const texts = ["epoch", "train-loss", "test-loss", "test-accuracy", "parameters", "meta"];
  const writers = Object.fromEntries(texts.map((id) => [id, createWriter(part(id))]));
  const accuracy = root.querySelector(".accuracy");
  const announcer = part("announcer");
  let announced;

  /** Speaks when training rests, never while it runs: a number per frame is only noise. */
  function announce({ snapshot, playing, preview }) {
    if (playing || preview || announced === snapshot) {
      return;
    }
    announced = snapshot;
    announcer.textContent = sentence(snapshot);
  }

  return {
    draw(state) {
      const shown = describe(state);
      texts.forEach((id) => writers[id](shown[id] ?? NONE));
      accuracy.hidden = state.config.problem === "regression";
      announce(state);
    },
  };
}

function createWriter(element) {
  let written;
  return (text) => {
    if (text !== written) {
      written = text;
      element.textContent = text;
      element.classList.toggle("none", text === NONE);
    }
  };
}

function describe({ snapshot, config, preview }) {
  const { parameters, data } = snapshot;
  const size = {
    parameters: `${parameters.toLocaleString("en-US")} parameters`,
    meta: describeData(data, config),
  };
  return preview ? { ...size, epoch: formatEpoch(0) } : { ...size, ...describeRun(snapshot) };
}

function describeRun({ epoch, train_loss, test_loss, test_accuracy, diverged }) {
  const isMeasured = test_accuracy !== undefined && !diverged;
  return {
    epoch: formatEpoch(epoch),
    "train-loss": formatLoss(train_loss),
    "test-loss": test_loss === undefined ? NONE : formatLoss(test_loss),
    "test-accuracy": isMeasured ? formatNumber(100 * test_accuracy, 1) : NONE,
  };
}

function describeData({ train_targets, test_targets }, { data_seed }) {
  return `${train_targets.length} train · ${test_targets.length} test · seed ${data_seed}`;
}

function sentence({ epoch, train_loss, test_loss }) {
  const test = test_loss === undefined ? "" : `, test loss ${formatLoss(test_loss)}`;
  return `Epoch ${formatEpoch(epoch)}, training loss ${formatLoss(train_loss)}${test}`;
}
