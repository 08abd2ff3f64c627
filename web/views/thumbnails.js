// A thumbnail: the points of a data set, without axes, the same way up as the plot.

import { clearedContext, fitCanvas } from "../canvas.js";
import { linearScale } from "../scales.js";

const SIDE = 56;
const MARGIN = 4;
const REACH = 5.4; // points lie within [-5.4, 5.4], but for a few that the edge may cut
const RADIUS = 1.4;

/** inputs: (n, 2) as a flat list; targets: (n,) class indices, or values when classes is 0 */
export function drawThumbnail(canvas, { inputs, targets, classes }, palette) {
  fitCanvas(canvas, { width: SIDE, height: SIDE });
  const context = clearedContext(canvas);
  const x = linearScale([-REACH, REACH], [MARGIN, SIDE - MARGIN]);
  const y = linearScale([-REACH, REACH], [SIDE - MARGIN, MARGIN]);
  targets.forEach((target, i) => {
    context.beginPath();
    context.arc(x(inputs[2 * i]), y(inputs[2 * i + 1]), RADIUS, 0, 2 * Math.PI);
    context.fillStyle = classes > 0 ? palette.classes[target] : palette.valueColor(target);
    context.fill();
  });
}
