// How one neuron comes to its value: weight times input, term by term, and the bias.

const MOST_TERMS = 8;

/**
 * reading: {values, snapshot}, see probe.js; unit: {layer, unit}, layer 1 being the first hidden.
 * Returns {terms: [{source, weight, input, product}], rest: {count, sum} or undefined, bias, sum,
 * activation, value}; source counts the neurons, or the active features, of the layer before.
 */
export function forwardSum({ values, snapshot }, { layer, unit }) {
  const inputs = values[layer - 1];
  const units = snapshot.layers[layer];
  const weights = snapshot.weights[layer - 1];
  const bias = snapshot.biases[layer - 1][unit];
  const all = Array.from(inputs, (input, source) => {
    const weight = weights[source * units + unit];
    return { source, weight, input, product: weight * input };
  });
  const more = all.slice(MOST_TERMS);
  return {
    terms: all.slice(0, MOST_TERMS),
    rest: more.length > 0 ? { count: more.length, sum: total(more) } : undefined,
    bias,
    sum: total(all) + bias,
    activation: activationOf(snapshot, layer),
    value: values[layer][unit],
  };
}

function total(terms) {
  return terms.reduce((sum, { product }) => sum + product, 0);
}

/** The output has the function that belongs to its problem and loss, see losses.py. */
function activationOf({ activations, layers, classes, config }, layer) {
  if (layer < layers.length - 1) {
    return activations[layer - 1];
  }
  if (classes === 0) {
    return "linear";
  }
  if (classes > 2) {
    return "softmax";
  }
  return config.loss === "cross_entropy" ? "half_tanh" : "tanh";
}
