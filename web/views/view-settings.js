// Settings of the page rather than of the run: how fast to train, and how to show the output.

import { paceOf } from "../pace.js";
import { formatNumber } from "../scales.js";
import { createChanges } from "./changes.js";
import { drawRange } from "./controls.js";

export function createViewSettings(root, { onChange }) {
  const speed = root.querySelector("[name=speed]");
  const step = root.querySelector("#step");
  const switches = [...root.querySelectorAll(".switch input")];
  const views = [...root.querySelectorAll("[name=view]")];
  const smoothing = root.querySelector("[name=smoothing]"); // Classify has it
  const isNew = createChanges();

  speed.addEventListener("input", () => onChange({ speed: speed.value }));
  switches.forEach((control) => {
    control.addEventListener("input", () => onChange({ [control.name]: control.checked }));
  });
  views.forEach((control) => {
    control.addEventListener("input", () => onChange({ view: control.value }));
  });
  smoothing?.addEventListener("input", () => onChange({ smoothing: Number(smoothing.value) }));

  return {
    draw(state) {
      if (!isNew(state.speed, state.view, state.smoothing, ...switches.map(({ name }) => state[name]))) {
        return;
      }
      const { unit } = paceOf(state.speed);
      speed.value = state.speed;
      step.ariaLabel = `Step one ${unit}`;
      step.title = `Train one ${unit} (S)`;
      switches.forEach((control) => {
        control.checked = state[control.name];
      });
      views.forEach((control) => {
        control.checked = control.value === state.view;
      });
      if (smoothing) {
        drawRange(smoothing, { text: state.smoothing, words: formatNumber(state.smoothing) });
      }
    },
  };
}
