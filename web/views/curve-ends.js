// What stands at the ends of the loss curves: a dot and a name each, or a cross where training
// broke off. Everything here is in CSS pixels.

const RADIUS = 2.5;
const NAME_DISTANCE = 7;
const LINE_HEIGHT = 12;

/** ends: one or two of {x, y, name, color, isHollow}; ground: the color inside hollow dots; scale: of the font. */
export function drawEnds(context, ends, { font, scale = 1, ground, hasNames }) {
  ends.forEach((end) => drawDot(context, end, ground));
  if (hasNames) {
    const heights = spread(
      ends.map(({ y }) => y),
      scale * LINE_HEIGHT,
    );
    ends.forEach((end, i) => drawName(context, { ...end, y: heights[i], font }));
  }
}

/** Where training broke off, and what the loss was then. */
export function drawCross(context, { x, y, name, color, font }) {
  context.strokeStyle = color;
  context.lineWidth = 1.75;
  context.beginPath();
  context.moveTo(x - 4, y - 4);
  context.lineTo(x + 4, y + 4);
  context.moveTo(x + 4, y - 4);
  context.lineTo(x - 4, y + 4);
  context.stroke();
  drawName(context, { x: x + 2, y, name, color, font });
}

function drawDot(context, { x, y, color, isHollow }, ground) {
  context.beginPath();
  context.arc(x, y, RADIUS, 0, 2 * Math.PI);
  context.fillStyle = isHollow ? ground : color;
  context.fill();
  if (isHollow) {
    context.strokeStyle = color;
    context.lineWidth = 1.5;
    context.stroke();
  }
}

function drawName(context, { x, y, name, color, font }) {
  context.font = font;
  context.fillStyle = color;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(name, x + NAME_DISTANCE, y);
}

/** Two heights that are too close for two lines of text move apart by the same amount. */
export function spread(heights, distance) {
  if (heights.length < 2) {
    return heights;
  }
  const [first, second] = heights;
  const missing = Math.max(0, distance - Math.abs(first - second)) / 2;
  const direction = first < second ? -1 : 1;
  return [first + direction * missing, second - direction * missing];
}
