// The controls of a lab: what the reader sets becomes a change of the config, and the config is
// what they show. Two controls may share a name, as the thumbnails and the list of data sets do.

import { changesFor, isIdle, isOffered, isSetting, shownAs } from "../config.js";
import { createChanges } from "./changes.js";

export function createControls(root, { onChange, getConfig }) {
  const controls = [...root.querySelectorAll("[name]")].filter(isChoice);
  const changed = createChanges();

  controls.forEach((control) => {
    control.addEventListener("input", () => {
      onChange(changesFor(control.name, control.value, getConfig()));
    });
  });

  return {
    draw({ config }) {
      if (changed(config)) {
        controls.forEach((control) => drawControl(control, config));
      }
    },
  };
}

/** Every value of these is possible; what is typed has a field that waits for Python's word. */
function isChoice({ name, type }) {
  return isSetting(name) && type in DRAW;
}

function drawControl(control, config) {
  control.disabled = isIdle(control.name, config);
  const shown = shownAs(control.name, config);
  if (shown) {
    DRAW[control.type](control, shown, config);
  }
}

const DRAW = {
  "select-one": drawSelect,
  radio: drawRadio,
  range: drawRange,
};

/** A value that is not on offer, from a link for instance, is added rather than hidden. */
function drawSelect(select, { text }, config) {
  const options = [...select.options];
  if (!options.some((option) => option.value === text)) {
    select.add(new Option(text, text));
  }
  options.forEach((option) => {
    option.hidden = !isOffered(select.name, option.value, config);
    option.disabled = option.hidden;
  });
  select.value = text;
}

function drawRadio(radio, { text }, config) {
  radio.checked = radio.value === text;
  radio.parentElement.hidden = !isOffered(radio.name, radio.value, config);
}

function drawRange(range, { text, words }) {
  range.value = text;
  range.setAttribute("aria-valuetext", words);
  range.parentElement.querySelector("output").textContent = words;
  range.style.setProperty("--done", `calc(8px + (100% - 16px) * ${fractionOf(range)})`);
}

function fractionOf({ min, max, value }) {
  return (value - min) / (max - min);
}
