"""The preset "ConvNetJS" is ConvNetJS's painting demo: same weights and samples, same losses.

The package, npm convnetjs 0.3.0, runs in the page; nnplay beside it, in the page and in CPython.
"""

import numpy as np
import pytest

import build
from nnplay.labs.paint import Paint
from nnplay.tensor import Tensor
from tests.browser.helpers import BOOT

UPDATES = 200
SCALE = 4  # 0.3.0 reports 2 d² where its gradient, and its demo's page, have the loss d² / 2

PRESET = """async () => {
  const load = (file) => import(new URL(`web/labs/paint/${file}`, location));
  const [{ PRESETS }, { fetchTarget }] = [await load("presets.js"), await load("targets.js")];
  const { width, height, pixels } = (await fetchTarget("bird")).image;
  return { config: PRESETS.convnetjs, image: { width, height, pixels: [...pixels] } };
}"""

# As image_regression.js does it, but for the weights and the order of the pixels, which are given.
TRAIN_CONVNETJS = """({ image, layers, parameters, orders }) => {
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: 2 },
    ...layers.slice(1, -1).map((num_neurons) => ({ type: "fc", num_neurons, activation: "relu" })),
    { type: "regression", num_neurons: 3 },
  ]);
  const connected = net.layers.filter(({ layer_type }) => layer_type === "fc");
  const own_biases = connected.map(({ biases }) => biases.w[0]);
  connected.forEach(({ filters, biases }, layer) => {
    const { weight, bias } = parameters[layer];
    filters.forEach(({ w }, unit) => weight.forEach((row, source) => (w[source] = row[unit])));
    bias.forEach((value, unit) => (biases.w[unit] = value));
  });
  const trainer = new convnetjs.SGDTrainer(net, {
    learning_rate: 0.01, momentum: 0.9, batch_size: 5, l2_decay: 0.0,
  });
  const { width: W, height: H, pixels } = image;
  const v = new convnetjs.Vol(1, 1, 2);
  const train = (pixel) => {
    const x = pixel % W;
    v.w[0] = (x - W / 2) / W;
    v.w[1] = ((pixel - x) / W - H / 2) / H;
    const color = [0, 1, 2].map((channel) => pixels[3 * pixel + channel] / 255);
    return trainer.train(v, color).loss;
  };
  const mean = (values) => values.reduce((sum, value) => sum + value) / values.length;
  return { own_biases, losses: orders.map((pixels) => mean(pixels.map(train))) };
}"""

TRAIN_NNPLAY = """async ({ config, image, updates }) => {
  const { createEngine } = await import(new URL("web/engine.js", location));
  const engine = createEngine({ onProgress: () => {} });
  await engine.ready;
  const target = { ...image, pixels: Uint8Array.from(image.pixels) };
  await engine.request({ type: "open", run: 1, lab: "paint", config, image: target });
  const { train_loss } = await engine.request({ type: "train", run: 1, steps: updates });
  engine.terminate();
  return train_loss;
}"""


@pytest.fixture(scope="module")
def convnetjs():
    """The package's source."""
    (package,) = [each for each in build.PEERS if each.name.startswith("convnetjs@")]
    return build.third_party([package])["peers/convnet-min.js"].decode()


def update(lab):
    """The pixels of the next update, and their loss before it."""
    session = lab.session
    before = session.model.vector.copy()
    lab.train(steps=1)
    chosen = session.chosen
    logits = session.model.over(before)(Tensor(session.inputs[chosen]))
    loss = session.objective.loss(logits, Tensor(session.targets[chosen])).item()
    return chosen.tolist(), loss


def test_the_preset_gives_the_losses_of_convnetjs(page, convnetjs):
    page.set_default_timeout(BOOT)
    page.goto("./?lab=paint")
    preset = page.evaluate(PRESET)
    config, image = preset["config"], preset["image"]
    lab = Paint.open(config, image={**image, "pixels": bytes(image["pixels"])})
    linears = lab.session.model.linears
    parameters = [
        {"weight": linear.weight.data.tolist(), "bias": linear.bias.data.tolist()}
        for linear in linears
    ]
    orders, losses = zip(*[update(lab) for _ in range(UPDATES)], strict=True)

    page.evaluate(f"{convnetjs}; window.convnetjs = convnetjs")
    question = {"image": image, "layers": lab.session.model.layers, "parameters": parameters}
    answer = page.evaluate(TRAIN_CONVNETJS, {**question, "orders": orders})
    expected = np.array(answer["losses"]) / SCALE
    np.testing.assert_allclose(losses, expected, rtol=0, atol=1e-4)
    assert losses[-1] < losses[0] / 2
    assert [layer["bias"][0] for layer in parameters] == pytest.approx(answer["own_biases"])

    in_browser = page.evaluate(TRAIN_NNPLAY, {"config": config, "image": image, "updates": UPDATES})
    assert in_browser == pytest.approx(lab.snapshot()["train_loss"], abs=1e-4)
