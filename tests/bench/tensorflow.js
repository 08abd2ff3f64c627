// TensorFlow.js by its Core API, which costs less per step than the Layers API on top of it.
// Training goes through plain operations, whose gradients are cheaper than those of the fused one,
// and over batches that are cut once; what is only looked at goes through tf.fused.matMul, as
// tf.layers.dense does it. tf.tidy returns tensors, never arrays: it would search them for tensors,
// element by element.

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
  const batches = cutBatches(work);
  const optimizer = tf.train.momentum(LEARNING_RATE, 0.9);
  return () => train(net, optimizer, batches);
}

function createDrawing(work) {
  const net = createNet(work);
  const inputs = tf.tensor2d(work.inputs, [work.samples, work.layers[0]]);
  return () => read([tf.tidy(() => net.forward(inputs, fusedLayer).at(-1))]);
}

/** What the Classify page needs per frame: an epoch, two losses, every neuron over the map. */
function createFrame(work) {
  const net = createNet(work);
  const batches = cutBatches(work);
  const optimizer = tf.train.sgd(LEARNING_RATE);
  const [inputs, targets] = cut(work, 0, work.samples);
  const map = tf.randomUniform([work.map_size ** 2, work.layers[0]], -6, 6);
  return () => {
    train(net, optimizer, batches);
    read([tf.tidy(() => net.loss(inputs, targets))]); // of the training data,
    read([tf.tidy(() => net.loss(inputs, targets))]); // and of as many test data
    read(tf.tidy(() => net.forward(map, fusedLayer)));
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

/** Fused are a bias and those activations that the kernels know; tanh is none of them. */
function fusedLayer(a, b, bias, activation) {
  return activation === "tanh"
    ? tf.tanh(tf.fused.matMul({ a, b, bias }))
    : tf.fused.matMul({ a, b, bias, activation });
}

/** One epoch. */
function train(net, optimizer, batches) {
  for (const [inputs, targets] of batches) {
    // Without the list it would go through the variables of all the networks on this page.
    optimizer.minimize(() => net.loss(inputs, targets), false, net.variables);
  }
}

/** Brings tensors to JavaScript, and lets go of them. */
function read(tensors) {
  for (const tensor of tensors) {
    tensor.dataSync();
    tensor.dispose();
  }
}

/** The samples as tensors [inputs, targets], a pair for each batch. */
function cutBatches(work) {
  const { samples, batch_size } = work;
  return Array.from({ length: Math.ceil(samples / batch_size) }, (_, i) =>
    cut(work, i * batch_size, Math.min(samples, (i + 1) * batch_size)),
  );
}

/** Samples start … end - 1. */
function cut({ layers, inputs, targets }, start, end) {
  return [
    [inputs, layers[0]],
    [targets, layers.at(-1)],
  ].map(([values, width]) =>
    tf.tensor2d(values.subarray(start * width, end * width), [end - start, width]),
  );
}
