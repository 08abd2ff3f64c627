// The legend under the output plot: a scale from -1 to +1, or the marks of the classes. It shows
// what the probe reads, too.

import { clamp, formatNumber, formatPercent } from "../../scales.js";
import { createChanges } from "../../views/changes.js";
import { element } from "../../views/element.js";
import { readingOf } from "./probe.js";

export function createLegend(root) {
  const scale = root.querySelector("#scale-legend");
  const marks = root.querySelector("#class-legend");
  const pointer = element("i", { class: "reading num", hidden: "" });
  const shares = [...marks.children].map(() => element("b"));
  const changed = createChanges();
  const isNewReading = createChanges();

  scale.querySelector(".ramp").append(pointer);
  [...marks.children].forEach((item, index) => item.append(shares[index]));

  /** What the map on display says at the probe. */
  function drawReading(reading, focus) {
    const output = reading?.values.at(-1);
    const isOnScale = output && reading.snapshot.classes <= 2;
    const value = isOnScale ? (reading.values[focus?.layer]?.[focus.unit] ?? output[0]) : undefined;
    pointer.hidden = !isOnScale;
    if (isOnScale) {
      pointer.style.left = `${50 * (clamp(value, -1, 1) + 1)}%`;
      pointer.textContent = formatNumber(value, 2);
    }
    shares.forEach((share, index) => {
      const isClass = output && !isOnScale && index < output.length;
      share.textContent = isClass ? formatPercent(output[index], 0) : "";
    });
  }

  return {
    draw(state) {
      const { snapshot, focus, view, config, class_names } = state;
      const { classes } = snapshot;
      const names = config.dataset === "points" ? class_names : undefined;
      const reading = readingOf(state);
      const neuron = focus?.layer > 0 ? focus : undefined;
      if (isNewReading(reading, neuron?.layer, neuron?.unit)) {
        drawReading(reading, neuron);
      }
      if (!changed(classes, view, names)) {
        return;
      }
      scale.hidden = classes > 2 || view === "space";
      marks.classList.toggle("named", Boolean(names));
      marks.hidden = (classes <= 2 && !names) || view === "space";
      scale.querySelectorAll(".mark").forEach((mark) => {
        mark.hidden = classes !== 2;
      });
      [...marks.children].forEach((mark, index) => {
        mark.hidden = index >= classes;
        mark.querySelector("span").textContent = names?.[index] ?? index + 1;
      });
    },
  };
}
