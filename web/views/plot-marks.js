// Data points as marks: filled where they are trained on, hollow where they are not.

import { createMark, MARKS } from "./marks.js";

const SMALL = 240; // a plot below this side has smaller marks
const CROWD = 800; // and so has a plot with more points than this

export function markRadius(size, count) {
  const radius = size < SMALL ? 2.25 : 3;
  return radius * Math.max(0.5, Math.min(1, Math.sqrt(CROWD / count)));
}

/**
 * inputs: x1, x2 of each point, one after the other. place(x1, x2) says where the mark goes, as
 * [x, y] in CSS pixels; undefined leaves it out.
 */
export function drawMarks(context, { inputs, targets, classes }, options) {
  const { place, radius, isHollow = false, palette } = options;
  const marks = MARKS.map((_, classIndex) => createMark(classIndex, radius));
  const paint = isHollow ? paintHollow : paintFilled;
  const halo = palette.css("--halo");
  const ground = palette.css("--surface");
  targets.forEach((target, i) => {
    const position = place(inputs[2 * i], inputs[2 * i + 1]);
    if (position) {
      const { mark, color } = lookOf(target, classes, palette);
      context.save();
      context.translate(...position);
      context.lineWidth = Math.min(2, radius);
      context.strokeStyle = halo;
      context.stroke(marks[mark]);
      paint(context, marks[mark], color, ground);
      context.restore();
    }
  });
}

/** Rings around single points, for instance those of the last update. */
export function drawRings(context, inputs, indices, { place, radius, palette }) {
  const rings = [
    [palette.css("--halo"), 4.5],
    [palette.css("--ink"), 2],
  ];
  rings.forEach(([color, width]) => {
    context.strokeStyle = color;
    context.lineWidth = width;
    indices.forEach((index) => {
      const position = place(inputs[2 * index], inputs[2 * index + 1]);
      if (position) {
        context.beginPath();
        context.arc(...position, 2.2 * radius, 0, 2 * Math.PI);
        context.stroke();
      }
    });
  });
}

/** The mark and color of a class; values look like the class of their sign. */
function lookOf(target, classes, palette) {
  if (classes > 0) {
    return { mark: target, color: palette.classes[target] };
  }
  return { mark: target < 0 ? 1 : 0, color: palette.valueColor(target) };
}

function paintFilled(context, mark, color) {
  context.fillStyle = color;
  context.fill(mark);
}

function paintHollow(context, mark, color, ground) {
  context.fillStyle = ground;
  context.fill(mark);
  context.lineWidth = 1.5;
  context.strokeStyle = color;
  context.stroke(mark);
}
