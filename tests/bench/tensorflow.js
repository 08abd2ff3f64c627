// TensorFlow.js by its Core API, which costs less per step than the Layers API on top of it.
// Training goes through plain operations, whose gradients are cheaper than those of the fused one;
// a picture is drawn with tf.fused.matMul, as tf.layers.dense does it.

import { stopwatch } from "./stopwatch.js";

const LEARNING_RATE = 0.01;
const WORKS = { train: createTraining, draw: createDrawing, frame: createFrame };

export async function prepareTensorFlow(work, backend) {
  tf.wasm.setWasmPaths(new URL("peers/", import.meta.url).href);
  await tf.setBackend(backend);
  const time = stopwatch(WORKS[work.kind](work));
  return async (patience) => {
    await tf.setBackend(backend);
    return time(patience);
  };
}

function createTraining(work) {
  const net = createNet(work);
  const optimizer = tf.train.momentum(LEARNING_RATE, 0.9);
  return () => trainEpoch(net, optimizer, work);
}

function createDrawing(work) {
  const net = createNet(work);
  const inputs = tf.tensor2d(work.inputs, [work.samples, work.layers[0]]);
  return () => tf.tidy(() => net.forward(inputs, fusedLayer).at(-1).dataSync());
}

/** What the Classify page needs per frame: an epoch, two losses, every neuron over the map. */
function createFrame(work) {
  const net = createNet(work);
  const optimizer = tf.train.sgd(LEARNING_RATE);
  const [inputs, targets] = toTensors(work, 0, work.samples);
  const map = tf.randomUniform([work.map_size ** 2, work.layers[0]], -6, 6);
  return () => {
    trainEpoch(net, optimizer, work);
    tf.tidy(() => net.loss(inputs, targets).dataSync()); // of the training data,
    tf.tidy(() => net.loss(inputs, targets).dataSync()); // and of as many test data
    tf.tidy(() => net.forward(map).map((units) => units.dataSync()));
  };
}

function createNet({ layers, activation, output = "linear" }) {
  const weights = layers.slice(1).map((width, i) => {
    return tf.variable(tf.randomNormal([layers[i], width], 0, layers[i] ** -0.5));
  });
  const biases = layers.slice(1).map((width) => tf.variable(tf.zeros([width])));

  /** The activations of every layer, the last of which has an activation of its own. */
  function forward(inputs, layer = plainLayer) {
    const units = [inputs];
    weights.forEach((weight, i) => {
      const isLast = i === weights.length - 1;
      units.push(layer(units[i], weight, biases[i], isLast ? output : activation));
    });
    return units.slice(1);
  }

  function loss(inputs, targets) {
    const predictions = forward(inputs).at(-1);
    return tf.squaredDifference(predictions, targets).sum(1).mean().mul(0.5);
  }

  return { forward, loss, variables: [...weights, ...biases] };
}

function plainLayer(x, weight, bias, activation) {
  const logits = tf.add(tf.matMul(x, weight), bias);
  return activation === "linear" ? logits : tf[activation](logits);
}

function fusedLayer(x, weight, bias, activation) {
  return tf.fused.matMul({ a: x, b: weight, bias, activation });
}

function trainEpoch(net, optimizer, work) {
  for (let start = 0; start < work.samples; start += work.batch_size) {
    tf.tidy(() => {
      const [inputs, targets] = toTensors(work, start, start + work.batch_size);
      // Without the list it would go through the variables of all the networks on this page.
      optimizer.minimize(() => net.loss(inputs, targets), false, net.variables);
    });
  }
}

/** Samples start … end - 1. */
function toTensors({ layers, inputs, targets }, start, end) {
  const cut = (values, width) =>
    tf.tensor2d(values.subarray(start * width, end * width), [end - start, width]);
  return [cut(inputs, layers[0]), cut(targets, layers.at(-1))];
}
