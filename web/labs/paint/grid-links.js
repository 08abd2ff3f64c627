// The links between the tiles of the Paint lab: those that matter in their layer, the strongest
// on top.

import { clearedContext } from "../../canvas.js";

const LEAST_STRENGTH = 0.12; // of the strongest link of the layer; what is weaker is left out
const LARGE = { width: 2, opacity: 0.62 };
const CROWD = 100; // links of a layer; more of them are drawn more lightly

/** layout: as layoutGrid returns; weights: flat (in * out) per layer; first: the layer to begin at. */
export function drawLinks(canvas, { layout, weights, first, focus, palette }) {
  const context = clearedContext(canvas);
  const links = weights.slice(first).flatMap((flat, i) => strongLinks(flat, layout, first + i));
  links.sort((a, b) => a.strength - b.strength);
  links.forEach((link) => {
    context.strokeStyle = link.weight < 0 ? palette.negative : palette.positive;
    context.globalAlpha = opacityOf(link, focus);
    context.lineWidth = 0.5 + LARGE.width * link.strength;
    context.beginPath();
    trace(context, link);
    context.stroke();
  });
  context.globalAlpha = 1;
}

function strongLinks(flat, { layers, width, height }, layer) {
  const [from, to] = [layers[layer].tiles, layers[layer + 1].tiles];
  const units = to.length;
  const lightness = Math.min(1, Math.sqrt(CROWD / flat.length));
  const largest = flat.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const links = [];
  flat.forEach((weight, index) => {
    const strength = Math.abs(weight) / largest;
    const unit = index % units;
    const source = (index - unit) / units;
    if (strength >= LEAST_STRENGTH && source < from.length) {
      links.push({
        layer,
        source,
        unit,
        weight,
        strength,
        lightness,
        left: from[source].x + width + 1,
        right: to[unit].x - 1,
        start: from[source].y + height / 2,
        end: to[unit].y + height / 2,
      });
    }
  });
  return links;
}

function opacityOf({ layer, source, unit, strength, lightness }, focus) {
  if (!focus) {
    return (0.08 + LARGE.opacity * strength ** 1.4) * lightness;
  }
  const leads = focus.layer === layer + 1 && focus.unit === unit;
  const leaves = focus.layer === layer && focus.unit === source;
  return leads || leaves ? 0.9 : 0.05;
}

function trace(context, { left, right, start, end }) {
  const middle = (left + right) / 2;
  context.moveTo(left, start);
  context.bezierCurveTo(middle, start, middle, end, right, end);
}
