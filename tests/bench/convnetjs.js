// ConvNetJS as in its demo "image painting": one Vol that is filled anew for every sample.

import { stopwatch } from "./stopwatch.js";

const EVERY = 11; // pixels one is looked at; no divisor of the sides, so that all columns are seen
const WORKS = { train: createTraining, draw: createDrawing };

export function prepareConvNetJS(work) {
  return stopwatch(WORKS[work.kind](work));
}

function createTraining({ layers, activation, batch_size, inputs, targets, samples }) {
  const net = createNet(layers, activation);
  const trainer = createTrainer(net, batch_size);
  const [width, outputs] = [layers[0], layers.at(-1)];
  const vol = new convnetjs.Vol(1, 1, width);
  return () => {
    for (let i = 0; i < samples; i += 1) {
      fill(vol, inputs, i, width);
      trainer.train(vol, Array.from(targets.subarray(i * outputs, (i + 1) * outputs)));
    }
  };
}

/**
 * Trains on random pixels, as the demo does. Returns what takes moments, in seconds, to the PSNR in
 * dB that it has reached by then each. Looking takes some time, which does not count.
 */
export function preparePaintingWithConvNetJS({ layers, activation, batch_size }, image) {
  const net = createNet(layers, activation);
  const trainer = createTrainer(net, batch_size);
  const vol = new convnetjs.Vol(1, 1, layers[0]);
  const { width, height, colors } = image;
  const at = (pixel) => {
    vol.w[0] = (pixel % width) / width - 0.5;
    vol.w[1] = Math.floor(pixel / width) / height - 0.5;
    return vol;
  };

  function train(deadline) {
    while (performance.now() < deadline) {
      const pixel = Math.floor(Math.random() * width * height);
      trainer.train(at(pixel), Array.from(colors.subarray(3 * pixel, 3 * pixel + 3)));
    }
  }

  return (moments) =>
    moments.map((seconds, i) => {
      train(performance.now() + 1000 * (seconds - (moments[i - 1] ?? 0)));
      return [seconds, psnrOf((pixel) => net.forward(at(pixel)).w, colors)];
    });
}

/**
 * Of some of the pixels, as it takes long to paint one. paint(pixel): three channels; what is beyond
 * the colors there are is clipped.
 */
function psnrOf(paint, colors) {
  let error = 0;
  let values = 0;
  for (let i = 0; i < colors.length; i += 3 * EVERY) {
    paint(i / 3).forEach((value, channel) => {
      error += (Math.min(1, Math.max(0, value)) - colors[i + channel]) ** 2;
      values += 1;
    });
  }
  return -10 * Math.log10(error / values);
}

function createDrawing({ layers, activation, inputs, samples }) {
  const net = createNet(layers, activation);
  const [width, outputs] = [layers[0], layers.at(-1)];
  const vol = new convnetjs.Vol(1, 1, width);
  const picture = new Float32Array(samples * outputs);
  return () => {
    for (let i = 0; i < samples; i += 1) {
      fill(vol, inputs, i, width);
      picture.set(net.forward(vol).w, i * outputs);
    }
  };
}

function createTrainer(net, batch_size) {
  const rates = { learning_rate: 0.01, momentum: 0.9, l2_decay: 0 };
  return new convnetjs.SGDTrainer(net, { ...rates, batch_size });
}

function createNet([inputs, ...widths], activation) {
  const outputs = widths.pop();
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: inputs },
    ...widths.map((num_neurons) => ({ type: "fc", num_neurons, activation })),
    { type: "regression", num_neurons: outputs },
  ]);
  return net;
}

function fill(vol, inputs, sample, width) {
  for (let j = 0; j < width; j += 1) {
    vol.w[j] = inputs[sample * width + j];
  }
}
