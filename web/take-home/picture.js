// What is on screen as a picture: canvases, drawings and texts of a part of the page, each at its
// place, as one SVG; and that SVG as PNG.

const SVG = "http://www.w3.org/2000/svg";
const LEFT_OUT = "symbol, defs, .sr, .callout, [popovertarget]"; // not drawn, or only to be clicked
const SHAPES = "path, circle, rect, line, ellipse, polygon, polyline";
const SHARPNESS = 2; // pixels of a PNG for each of the page
const MARGIN = 16;

const PAINT = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
];

/** roots: elements that are on screen. Returns an <svg> of its own, without style sheets. */
export function drawPicture(roots) {
  const frame = frameOf(roots);
  const picture = make("svg", {
    xmlns: SVG,
    width: frame.width,
    height: frame.height,
    viewBox: `${frame.left} ${frame.top} ${frame.width} ${frame.height}`,
  });
  picture.append(backgroundOf(frame));
  roots.forEach((root) => picture.append(...partsOf(root)));
  return picture;
}

export function toSvg(picture) {
  const text = new XMLSerializer().serializeToString(picture);
  return new Blob([text], { type: "image/svg+xml" });
}

export async function toPng(picture) {
  const { width, height } = picture.viewBox.baseVal;
  const image = new Image();
  const address = URL.createObjectURL(toSvg(picture));
  image.src = address;
  await image.decode();
  const canvas = new OffscreenCanvas(width * SHARPNESS, height * SHARPNESS);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return canvas.convertToBlob({ type: "image/png" });
}

function frameOf(roots) {
  const boxes = roots.map((root) => root.getBoundingClientRect());
  const left = Math.floor(Math.min(...boxes.map((box) => box.left)) - MARGIN);
  const top = Math.floor(Math.min(...boxes.map((box) => box.top)) - MARGIN);
  const right = Math.ceil(Math.max(...boxes.map((box) => box.right)) + MARGIN);
  const bottom = Math.ceil(Math.max(...boxes.map((box) => box.bottom)) + MARGIN);
  return { left, top, width: right - left, height: bottom - top };
}

function backgroundOf({ left, top, width, height }) {
  const fill = getComputedStyle(document.body).backgroundColor;
  return make("rect", { x: left, y: top, width, height, fill });
}

/** In the order of the document, which is the order of painting. */
function partsOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const parts = [];
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    parts.push(partOf(node));
  }
  return parts.filter(Boolean);
}

function partOf(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    return textOf(node);
  }
  if (!isShown(node)) {
    return undefined;
  }
  if (node instanceof HTMLCanvasElement) {
    return imageOf(node);
  }
  return node.matches(SHAPES) && node.ownerSVGElement ? shapeOf(node) : undefined;
}

function isShown(element) {
  const { width, height } = element.getBoundingClientRect();
  const isVisible = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  return isVisible && (width > 0 || height > 0) && !element.closest(LEFT_OUT);
}

function imageOf(canvas) {
  if (canvas.width === 0 || canvas.height === 0) {
    return undefined;
  }
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const href = canvas.toDataURL();
  return make("image", { x: left, y: top, width, height, href, preserveAspectRatio: "none" });
}

function shapeOf(shape) {
  const { a, b, c, d, e, f } = shape.getScreenCTM();
  const copy = shape.cloneNode();
  const style = getComputedStyle(shape);
  copy.removeAttribute("class");
  copy.removeAttribute("style");
  PAINT.forEach((name) => copy.setAttribute(name, style.getPropertyValue(name)));
  copy.setAttribute("transform", `matrix(${[a, b, c, d, e, f].join(" ")})`);
  return copy;
}

function textOf(node) {
  const text = node.data.trim();
  if (!text || !isShown(node.parentElement)) {
    return undefined;
  }
  const range = document.createRange();
  range.selectNodeContents(node);
  const { left, bottom, height } = range.getBoundingClientRect();
  if (height === 0) {
    return undefined;
  }
  const style = getComputedStyle(node.parentElement);
  const label = make("text", {
    x: left,
    y: bottom - 0.25 * height,
    fill: style.color,
    "font-family": style.fontFamily,
    "font-size": style.fontSize,
    "font-weight": style.fontWeight,
    "font-style": style.fontStyle,
  });
  label.textContent = text;
  return label;
}

function make(tag, attributes) {
  const created = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => created.setAttribute(name, value));
  return created;
}
