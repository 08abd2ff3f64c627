// The controls of a lab: what the reader sets becomes a change of the config, and the config is
// what they show. Two controls may share a name, as the thumbnails and the list of data sets do.

import * as classify from "../config.js";
import { createChanges } from "./changes.js";

/** settings: what is known of the settings of a lab, in the form of config.js. */
export function createControls(root, { onChange, getConfig, settings = classify }) {
  /** Every value of these is possible; what is typed has a field that waits for Python's word. */
  const isChoice = ({ name, type }) => settings.isSetting(name) && type in DRAW;
  const controls = [...root.querySelectorAll("[name]")].filter(isChoice);
  const changed = createChanges();

  controls.forEach((control) => {
    control.addEventListener("input", () => {
      onChange(settings.changesFor(control.name, control.value, getConfig()));
    });
  });

  return {
    draw({ config }) {
      if (changed(config)) {
        controls.forEach((control) => drawControl(control, config, settings));
      }
    },
  };
}

function drawControl(control, config, settings) {
  control.disabled = settings.isIdle(control.name, config);
  const shown = settings.shownAs(control.name, config);
  if (shown) {
    const isOffered = (text) => settings.isOffered(control.name, text, config);
    DRAW[control.type](control, shown, isOffered);
  }
}

const DRAW = {
  "select-one": drawSelect,
  radio: drawRadio,
  range: drawRange,
};

/** A value that is not on offer, from a link for instance, is added rather than hidden. */
function drawSelect(select, { text }, isOffered) {
  const options = [...select.options];
  if (!options.some((option) => option.value === text)) {
    select.add(new Option(text, text));
  }
  options.forEach((option) => {
    option.hidden = !isOffered(option.value);
    option.disabled = option.hidden;
  });
  select.value = text;
}

function drawRadio(radio, { text }, isOffered) {
  radio.checked = radio.value === text;
  radio.parentElement.hidden = !isOffered(radio.value);
}

/** words: what is beside the slider, and what is spoken. */
export function drawRange(range, { text, words }) {
  range.value = text;
  range.setAttribute("aria-valuetext", words);
  range.parentElement.querySelector("output").textContent = words;
  range.style.setProperty("--share", fractionOf(range));
}

function fractionOf({ min, max, value }) {
  return (value - min) / (max - min);
}
