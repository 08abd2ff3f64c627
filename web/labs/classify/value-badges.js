// What every neuron says to the point under the probe, as a number on its tile.

import { formatNumber } from "../../scales.js";
import { createChanges } from "../../views/changes.js";
import { element } from "../../views/element.js";
import { featuresOf } from "../../views/features.js";
import { readingOf } from "./probe.js";

/** root: the network; of a large one some tiles come later. */
export function createValueBadges(root) {
  const isNewShape = createChanges();
  const isNewReading = createChanges();
  const units = root.getElementsByClassName("unit");
  let badges = []; // [layer][index of the value]

  function draw(state) {
    const reading = readingOf(state);
    root.classList.toggle("probing", Boolean(reading));
    if (!reading) {
      return;
    }
    const { layers, config } = reading.snapshot;
    const isComplete = badges.flat().every((badge) => badge.isConnected);
    if (isNewShape(layers.join(), config.features.join(), units.length) || !isComplete) {
      root.querySelectorAll(".value-badge").forEach((badge) => badge.remove());
      badges = layers.map(() => []);
      const offered = featuresOf(reading.snapshot).map(({ name }) => name);
      const rows = config.features.map((name) => offered.indexOf(name));
      [...units].forEach((unit) => addBadge(unit, rows));
    }
    if (isNewReading(reading, badges)) {
      badges.forEach((layer, l) => layer.forEach((badge, i) => write(badge, reading.values[l][i])));
    }
  }

  /** Features that are switched off have no value. */
  function addBadge(unit, featureRows) {
    const layer = Number(unit.dataset.layer);
    const row = Number(unit.dataset.unit);
    const index = layer === 0 ? featureRows.indexOf(row) : row;
    if (index >= 0 && badges[layer]) {
      badges[layer][index] = element("span", { class: "value-badge num", "aria-hidden": "true" });
      unit.querySelector(".tile").append(badges[layer][index]);
    }
  }

  return { draw };
}

function write(badge, value) {
  const text = short(value);
  if (badge.textContent !== text) {
    badge.textContent = text;
  }
}

/** Four signs at most, as tiles are small. */
function short(value) {
  const size = Math.abs(value);
  const decimals = [9.995, 99.95].filter((limit) => size < limit).length;
  return formatNumber(value, decimals);
}
