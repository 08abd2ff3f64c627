// A canvas draws in device pixels, the page is laid out in CSS pixels: this is where they meet.

/** Calls back with the content box in CSS pixels, now and when it or the pixel ratio changes. */
export function observeSize(element, onResize) {
  const observer = new ResizeObserver(([{ contentRect }]) => onResize(contentRect));
  const observe = () => {
    observer.unobserve(element);
    observer.observe(element); // which always calls back once
  };
  observe();
  onPixelRatioChange(observe);
}

/** Gives a canvas the device pixels it needs at a size in CSS pixels. A change clears it. */
export function fitCanvas(canvas, { width, height }) {
  const deviceWidth = Math.max(1, Math.round(width * devicePixelRatio));
  const deviceHeight = Math.max(1, Math.round(height * devicePixelRatio));
  if (canvas.width !== deviceWidth || canvas.height !== deviceHeight) {
    canvas.width = deviceWidth;
    canvas.height = deviceHeight;
  }
}

/** A cleared context whose unit is the CSS pixel. */
export function clearedContext(canvas) {
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.scale(devicePixelRatio, devicePixelRatio);
  return context;
}

/** How much larger than usual the reader wants text, which a canvas has to know by itself. */
export function textScale() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}

/** A query matches one ratio only, so the next one is asked for whenever it stops matching. */
function onPixelRatioChange(callback) {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  const next = () => {
    callback();
    onPixelRatioChange(callback);
  };
  query.addEventListener("change", next, { once: true });
}
