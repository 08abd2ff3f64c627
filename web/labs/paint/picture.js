// The painting: what the network makes of the coordinates, beside the target or subtracted from
// it; or what the neuron in focus draws.

import { formatCount } from "../../scales.js";
import { createChanges } from "../../views/changes.js";
import { pictureOfFrame } from "./film.js";
import { isWhole, spanOf, WHOLE } from "./frame.js";
import { differenceOf, enlarged, greyOf, heatOf, pictureOf, showPixels } from "./pixels.js";
import { countTiles, hasUnit, isOutput, mapOf, nameOf, scaleOf } from "./units.js";

const [RAW, FOURIER] = ["x, y", "Fourier"];
const ENLARGED = 6; // times the size of a tile's map

export function createPicture(root, { palette, wipe }) {
  const frame = root.querySelector("#picture");
  const painting = frame.querySelector("#painting");
  const covering = frame.querySelector("#covering");
  const sides = [...frame.querySelectorAll("#wipe .side")];
  const title = root.querySelector("#painting-title");
  const views = root.querySelector(".seg.view");
  const isNew = {
    picture: createChanges(),
    covering: createChanges(),
    title: createChanges(),
    sentence: createChanges(),
    sides: createChanges(),
  };

  function draw(state) {
    const { snapshot, target, view } = state;
    if (!target) {
      return;
    }
    const counts = countTiles(state);
    const unit = shownUnit(state, counts);
    drawTitle(unit ? nameOf(counts, unit) : titleOf(state), Boolean(unit));
    wipe.show(isDivided(view) && !unit);
    drawSides(state);
    drawCovering(state, counts, unit);
    if (snapshot && isNew.picture(snapshot, state.frame, state.zoomed, state.past, view, target)) {
      drawPicture(state);
    }
    describe(state);
  }

  function drawTitle(words, isUnit) {
    if (isNew.title(words)) {
      title.textContent = words;
      views.classList.toggle("faded", isUnit);
    }
  }

  function drawPicture(state) {
    const { view, target } = state;
    const picture = pictureIn(state);
    if (!picture) {
      return; // it has been asked for
    }
    const pixels =
      view === "difference" ? differenceOf(picture, target.image) : pictureOf(picture.values);
    showPixels(painting, pixels, picture);
  }

  /** The neuron in focus, or the side of the target when wiping. */
  function drawCovering({ snapshot, config, target, view, frame: shown }, counts, unit) {
    const isWiped = isDivided(view) && !unit;
    covering.hidden = !unit && !(isWiped && (view === "wipe" || snapshot?.rival));
    covering.classList.toggle("wiped", isWiped);
    if (unit && isNew.covering(snapshot, unit.layer, unit.unit, palette.version)) {
      const map = mapOf(snapshot, unit);
      const large = enlarged(map, ENLARGED);
      const pixels = isOutput(counts, unit)
        ? greyOf(large)
        : heatOf(large, palette.heat, scaleOf(map, unit, config));
      showPixels(covering, pixels, large);
    } else if (view === "compare" && snapshot?.rival && isNew.covering(snapshot)) {
      const { picture_width: width, picture_height: height, rival } = snapshot;
      showPixels(covering, pictureOf(rival.picture), { width, height });
    } else if (view === "wipe" && isWiped && isNew.covering(target, shown)) {
      drawTarget(covering, target.canvas, shown);
    }
  }

  /** What lies on either side of the divider. */
  function drawSides({ view, snapshot, config }) {
    frame.classList.toggle("compared", view === "compare");
    const { rival } = snapshot ?? {};
    if (view === "wipe") {
      write(["Target", "Painting"]);
    } else if (view === "compare" && rival) {
      const [own, other] = config.encoding === "xy" ? [RAW, FOURIER] : [FOURIER, RAW];
      write([`${other} ${rival.psnr.toFixed(1)} dB`, `${own} ${snapshot.psnr.toFixed(1)} dB`]);
    }
  }

  function write(words) {
    if (isNew.sides(...words)) {
      sides.forEach((side, index) => {
        side.textContent = words[index];
      });
    }
  }

  /** For those who cannot see it; said anew when training rests. */
  function describe({ snapshot, playing, target }) {
    if (!playing && isNew.sentence(snapshot, target)) {
      const quality = snapshot ? `, ${snapshot.psnr.toFixed(1)} dB PSNR` : "";
      painting.ariaLabel = `The network's painting of ${target.name}${quality}`;
    }
  }

  return { draw };
}

/** Of the neuron in focus, "" if there is none. */
export function shownName(state) {
  const counts = countTiles(state);
  const unit = shownUnit(state, counts);
  return unit ? nameOf(counts, unit) : "";
}

function shownUnit({ snapshot, focus }, counts) {
  return snapshot && focus && hasUnit(counts, focus) ? focus : undefined;
}

function isDivided(view) {
  return view === "wipe" || view === "compare";
}

function titleOf({ past }) {
  return past ? `Step ${formatCount(past.step)}` : "Painting";
}

/** All of it comes with every snapshot, a part has been asked for, the past has been kept. */
function pictureIn({ snapshot, frame, zoomed, past, view }) {
  if (past && view !== "compare") {
    return pictureOfFrame(past);
  }
  const { picture: values, picture_width: width, picture_height: height } = snapshot;
  return isWhole(frame) || view === "compare" ? { values, width, height, frame: WHOLE } : zoomed;
}

/** What the frame shows of the target; nothing where it is beyond. */
function drawTarget(canvas, target, frame) {
  const [width, height] = [target.width / spanOf(frame), target.height / spanOf(frame)];
  canvas.width = target.width;
  canvas.height = target.height;
  const place = [-frame.left * width, -frame.top * height];
  canvas.getContext("2d").drawImage(target, ...place, width, height);
}
