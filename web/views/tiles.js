// What a tile says besides its map: whether a feature is on, the sign of a bias, and a name.

import { formatParameter, hasParameter, isFrozen, valueOf } from "./parameters.js";
import { unitName } from "./units.js";

/** The reader's own feature has its formula as a title. */
export function showSwitch({ element: unit, tile }, { name }, { features, custom_feature }) {
  const isOn = features.includes(name);
  unit.classList.toggle("off", !isOn);
  tile.setAttribute("aria-checked", isOn);
  if (name === "custom") {
    tile.title = `f = ${custom_feature}`;
    tile.setAttribute("aria-label", `Feature f = ${custom_feature}`);
  }
}

/** The sign of a bias seldom changes, and touching elements for every frame is dear. */
export function showBias(unit, snapshot, address) {
  const sign = snapshot.diverged ? NaN : Math.sign(valueOf(snapshot, address));
  const frozen = isFrozen(snapshot, address);
  if (frozen !== unit.frozen) {
    unit.frozen = frozen;
    unit.bias.classList.toggle("frozen", frozen);
  }
  if (!Object.is(sign, unit.sign)) {
    unit.sign = sign;
    unit.bias.classList.toggle("positive", sign > 0);
    unit.bias.classList.toggle("negative", sign < 0);
  }
}

/** "Layer 2, neuron 3, bias −0.12" */
export function describeNeuron(snapshot, address) {
  const name = unitName(snapshot, address);
  if (!hasParameter(snapshot, address)) {
    return name;
  }
  const bias = formatParameter(valueOf(snapshot, address));
  const frozen = isFrozen(snapshot, address) ? ", frozen" : "";
  return `${name}, bias ${bias}${frozen}`;
}
