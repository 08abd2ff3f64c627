// Where callouts find room in a network without covering a tile.

const ARROW = 10; // from a callout to what it points at

/**
 * anchors: points {x, top, bottom} that a callout may point at, from above or from below, in the
 * order of preference. size: {width, height} of the callout. taken: rectangles to keep clear of.
 * Returns {left, top, arrow, side} or undefined: arrow is where the point is, from the left of the
 * callout, and side whether the callout stands "above" or "below" it.
 */
export function placeCallout(room, anchors, size, taken) {
  const places = anchors.flatMap((anchor) =>
    ["below", "above"].map((side) => beside(room, anchor, size, side)),
  );
  return places.find((place) => isInside(place, room) && !taken.some((box) => overlap(place, box)));
}

/** The rectangles of all tiles of a layout, as layoutNetwork returns it. */
export function tileBoxes({ tile, columns }) {
  return columns.flatMap(({ left, size, tops }) =>
    tops.map((top) => ({ left, top, width: tile, height: size })),
  );
}

function beside(room, { x, top, bottom }, { width, height }, side) {
  const most = room.x + room.width - width;
  const left = Math.round(Math.min(most, Math.max(room.x, x - width / 2)));
  const y = side === "below" ? bottom + ARROW : top - ARROW - height;
  return { left, top: Math.round(y), width, height, arrow: x - left, side };
}

function isInside({ top, height }, room) {
  return top >= room.y && top + height <= room.y + room.height;
}

function overlap(a, b) {
  const isApart =
    a.left + a.width <= b.left ||
    b.left + b.width <= a.left ||
    a.top + a.height <= b.top ||
    b.top + b.height <= a.top;
  return !isApart;
}
