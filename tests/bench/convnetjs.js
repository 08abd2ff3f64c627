// ConvNetJS as in its demo "image painting": one Vol that is filled anew for every sample.

import { stopwatch } from "./stopwatch.js";

const WORKS = { train: createTraining, draw: createDrawing };

export function prepareConvNetJS(work) {
  return stopwatch(WORKS[work.kind](work));
}

function createTraining({ layers, activation, batch_size, inputs, targets, samples }) {
  const net = createNet(layers, activation);
  const trainer = new convnetjs.SGDTrainer(net, {
    learning_rate: 0.01,
    momentum: 0.9,
    batch_size,
    l2_decay: 0,
  });
  const [width, outputs] = [layers[0], layers.at(-1)];
  const vol = new convnetjs.Vol(1, 1, width);
  return () => {
    for (let i = 0; i < samples; i += 1) {
      fill(vol, inputs, i, width);
      trainer.train(vol, Array.from(targets.subarray(i * outputs, (i + 1) * outputs)));
    }
  };
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
