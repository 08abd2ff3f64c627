"""The same settings give the same losses in the browser as in CPython."""

import numpy as np
import pytest

from nnplay.protocol import Desk

EPOCHS = 50

# Runs a worker of its own, beside the page's, through the page's own engine.
TRAIN = """async ({ settings, epochs }) => {
  const { createEngine } = await import(new URL("web/engine.js", location));
  const engine = createEngine({ onProgress: () => {} });
  await engine.ready;
  const losses = [];
  await engine.request({ type: "open", run: 1, lab: "classify", config: settings });
  for (let i = 0; i < epochs; i += 1) {
    const reply = await engine.request({ type: "train", run: 1, epochs: 1 });
    losses.push([reply.train_loss, reply.test_loss]);
  }
  engine.terminate();
  return losses;
}"""


@pytest.mark.parametrize(
    "settings",
    [
        {"dataset": "circle"},
        {"dataset": "rings", "loss": "cross_entropy", "activation": "relu", "optimizer": "sgd"},
    ],
    ids=["two classes", "three classes"],
)
def test_losses_are_the_same_as_in_cpython(page, settings):
    page.goto("./")
    in_browser = page.evaluate(TRAIN, {"settings": settings, "epochs": EPOCHS})
    desk = Desk()
    desk.handle({"type": "open", "lab": "classify", "config": settings})
    replies = [desk.handle({"type": "train", "epochs": 1}) for _ in range(EPOCHS)]
    in_cpython = [[reply["train_loss"], reply["test_loss"]] for reply in replies]
    np.testing.assert_allclose(in_browser, in_cpython, rtol=0, atol=1e-4)
