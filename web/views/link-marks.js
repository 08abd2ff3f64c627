// Marks at the middle of links: a lock on those that are frozen, and the handle of the one that is
// being edited.

const HANDLE = 5.5; // radius
const BADGE = 8; // radius of the ground of a lock
const LOCK = new Path2D("M-3.5 -0.75h7v4.75h-7zM-2.1 -0.75v-1.6a2.1 2.1 0 0 1 4.2 0v1.6");
const SHRINKS_BELOW = 48; // size of a tile

export function drawLock(context, { middle, color, tile }, palette) {
  const scale = Math.max(0.6, Math.min(1, tile / SHRINKS_BELOW));
  context.save();
  context.translate(middle.x, middle.y);
  context.scale(scale, scale);
  drawDisc(context, BADGE, palette.css("--surface"), color, 1);
  context.lineWidth = 1.4;
  context.lineJoin = "round";
  context.strokeStyle = palette.css("--ink");
  context.stroke(LOCK);
  context.restore();
}

export function drawHandle(context, { middle, color }, palette) {
  context.save();
  context.translate(middle.x, middle.y);
  drawDisc(context, HANDLE, palette.css("--surface"), color, 2.5);
  context.restore();
}

function drawDisc(context, radius, fill, stroke, lineWidth) {
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  Object.assign(context, { globalAlpha: 1, fillStyle: fill, strokeStyle: stroke, lineWidth });
  context.fill();
  context.stroke();
}
