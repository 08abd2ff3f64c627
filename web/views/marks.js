// One mark per class, so that classes differ by more than their color.

// SVG path data around 0, drawn to look as large as the disc of radius 1
export const MARKS = [
  "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z", // disc
  "M0-1.22L1.22 0L0 1.22L-1.22 0Z", // diamond
  "M0-1.35L1.3.85L-1.3.85Z", // triangle
  "M-.92-.92L.92-.92L.92.92L-.92.92Z", // square
  "M0-.46L.7-1.16L1.16-.7L.46 0L1.16.7L.7 1.16L0 .46L-.7 1.16L-1.16.7L-.46 0L-1.16-.7L-.7-1.16Z",
  "M1.1 0A1.1 1.1 0 1 1-1.1 0A1.1 1.1 0 1 1 1.1 0ZM.5 0A.5.5 0 1 0-.5 0A.5.5 0 1 0 .5 0Z", // ring
];

/** The mark of a class as a path around (0, 0). */
export function createMark(classIndex, radius) {
  const mark = new Path2D();
  mark.addPath(new Path2D(MARKS[classIndex]), new DOMMatrix().scale(radius));
  return mark;
}
