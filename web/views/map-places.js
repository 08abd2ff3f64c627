// The maps of a column of tiles lie on one canvas: every canvas of a page is a layer, which costs the
// browser time with every frame.

import { clearedContext, fitCanvas } from "../canvas.js";

/**
 * Gives a canvas the size and the place that it needs for tiles at these corners [{x, y}] of its
 * column. tile: {width, height, radius}. Returns where each tile is on it, in device pixels.
 */
export function placeMaps(canvas, corners, { width, height, radius }) {
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const size = { width: Math.max(...xs) - left + width, height: Math.max(...ys) - top + height };
  const box = { left, top, ...size };
  Object.entries(box).forEach(([name, pixels]) => (canvas.style[name] = `${pixels}px`));
  fitCanvas(canvas, size);
  clearedContext(canvas);
  const toDevice = (length) => Math.max(1, Math.round(length * devicePixelRatio));
  return corners.map(({ x, y }) => ({
    left: Math.round((x - left) * devicePixelRatio),
    top: Math.round((y - top) * devicePixelRatio),
    width: toDevice(width),
    height: toDevice(height),
    radius: radius * devicePixelRatio,
  }));
}
