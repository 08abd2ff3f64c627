// The numbers of a painting: steps, loss, PSNR, speed, and how much smaller the network is than
// the image.

import { formatCount, formatLoss } from "../../scales.js";
import { createChanges } from "../../views/changes.js";
import { createSpeedometer } from "./speedometer.js";

const FLOAT_BYTES = 4;
const NONE = "–";

export function createStats(root) {
  const part = (id) => root.querySelector(`#${id}`);
  const changed = createChanges();
  const announced = createChanges();
  const speedometer = createSpeedometer();

  function write(id, text) {
    const place = part(id);
    place.textContent = text;
    place.classList.toggle("none", text === NONE);
  }

  return {
    draw({ snapshot, target, playing, config, preview }) {
      if (!snapshot || !target) {
        return;
      }
      if (changed(snapshot, target, playing, preview)) {
        const speed = speedometer.read(snapshot, playing);
        write("updates", formatCount(preview ? 0 : snapshot.step));
        write("loss", preview ? NONE : describeLoss(snapshot.train_loss));
        write("psnr", preview ? NONE : snapshot.psnr.toFixed(1));
        write("samples", speed ? describeSpeed(speed) : NONE);
        write("parameters", `${formatCount(snapshot.parameters)} parameters`);
        write("bytes", describeSize(snapshot, target));
        write("insight", insight(config));
      }
      if (!playing && !preview && announced(snapshot)) {
        part("announcer").textContent = sentence(snapshot);
      }
    },
  };
}

/** A good painting has a loss of some thousandths: two digits tell them apart. */
export function describeLoss(loss) {
  return loss >= 0.001 && loss < 0.01 ? loss.toFixed(4) : formatLoss(loss);
}

/** 1,234 -> "1.2 k" */
export function describeSpeed(speed) {
  return speed < 1000 ? String(Math.round(speed)) : `${(speed / 1000).toFixed(speed < 10_000 ? 1 : 0)} k`;
}

/** The network as it would be stored, and the image as bare RGB. */
function describeSize({ parameters }, { image }) {
  const network = kilobytes(parameters * FLOAT_BYTES);
  const pixels = kilobytes(image.pixels.length);
  return ` · ${network} for ${pixels}`;
}

function kilobytes(bytes) {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
}

/** Why paintings from raw coordinates stay blurry, and what helps. */
function insight({ encoding, activation }) {
  if (encoding === "fourier") {
    return "Waves of x and y let the network see fine detail; from x and y alone it stays blurry.";
  }
  return activation === "sine"
    ? "Sine neurons make waves of x and y, so they can draw fine detail."
    : "From x and y alone a network learns smooth shapes first and fine detail hardly ever: Fourier helps.";
}

function sentence({ step, psnr }) {
  return `Step ${formatCount(step)}, PSNR ${psnr.toFixed(1)} decibels`;
}
