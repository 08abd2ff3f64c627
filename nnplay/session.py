"""A Session is one run: its data, its model, its optimizer."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from nnplay import kernel
from nnplay.edits import Edits
from nnplay.evaluation import Evaluation, can_evaluate
from nnplay.kernel_step import KernelGradient
from nnplay.losses import Objective
from nnplay.nn import MLP
from nnplay.ops import Array
from nnplay.optim import Optimizer, add_l2, clip_norm, shrink_l1
from nnplay.program import record
from nnplay.sampling import SAMPLERS
from nnplay.tensor import Tensor, gradients, no_grad

LOSS_LIMIT = 1e6
CHECKPOINTS = 64  # at most; the older they are, the further apart
CHECKPOINT_EPOCHS = 10
DECAYED = 0.1  # of the learning rate is left in the end
FORWARDS = 5  # recordings kept, with their buffers: of training data, test data, and maps


class Hyperparameters(NamedTuple):
    """What a Session is told.

    The rates and the norm are read by every recorded step; a change of anything else records anew.
    """

    hidden: tuple[int, ...]
    activations: tuple[str, ...]
    initializer: str
    optimizer: str
    learning_rate: float
    regularization: str
    regularization_rate: float
    batch_size: int
    dropout: float
    seed: int
    sampling: str = "shuffled"
    decay_samples: int = 0  # after so many samples the learning rate is a tenth; 0 for constant
    clip_norm: float = 0  # longer gradients, over all parameters, are shortened to it; 0 for none

    def without_rates(self) -> Hyperparameters:
        """What the recordings depend on."""
        is_clipped = float(self.clip_norm > 0)
        return self._replace(learning_rate=0, regularization_rate=0, clip_norm=is_clipped)


class Batch(NamedTuple):
    """A recorded training step, and the arrays that tell it what to train on."""

    inputs: Array
    targets: Array
    masks: list[Array]
    step: Callable[[], None]


class Measurement(NamedTuple):
    """The loss over a whole set, and the predictions it was computed from (n, outputs)."""

    loss: float
    predictions: Array


class Session:
    """One run of a network on training samples.

    inputs: (n, features), targets: (n, outputs), both float32. Equal arguments give equal runs.
    """

    def __init__(
        self, inputs: Array, targets: Array, objective: Objective, settings: Hyperparameters
    ) -> None:
        self.inputs = inputs
        self.targets = targets
        self.objective = objective
        self.settings = settings
        self.reset()

    def reset(self) -> None:
        """Back to epoch 0, with the initial weights that the seed stands for."""
        settings = self.settings
        layers = [self.inputs.shape[1], *settings.hidden, self.targets.shape[1]]
        # Separate streams: the order of the samples does not depend on the size of the network.
        weights_rng = np.random.default_rng([settings.seed, 0])
        rng = np.random.default_rng([settings.seed, 1])
        self.sampler = SAMPLERS[settings.sampling](len(self.inputs), rng)
        self.model = MLP(layers, settings.activations)
        self.model.initialize(settings.initializer, weights_rng)
        self.frozen = np.zeros_like(self.model.vector)  # 1 where training must not change a value
        self.edits = Edits()
        self.step = 0
        self.samples = 0  # seen in all updates, repetitions included
        self.chosen = np.arange(0)  # the samples of the last update
        self.diverged: str | None = None
        self._make_optimizer()
        self.checkpoints = [self.state()]
        self.checkpoint_epochs = CHECKPOINT_EPOCHS

    @property
    def steps_per_epoch(self) -> int:
        """Updates in one pass over the training samples; the last batch may be short."""
        return -(-len(self.inputs) // self.settings.batch_size)

    @property
    def epoch(self) -> int:
        """Passes over the training samples that are complete."""
        return self.sampler.epoch

    @property
    def learning_rate(self) -> float:
        """Size of the next update: what the settings say, decayed exponentially."""
        decay = self.settings.decay_samples
        factor = DECAYED ** min(1, self.samples / decay) if decay else 1
        return self.settings.learning_rate * factor

    # ----- settings -----

    def configure(self, settings: Hyperparameters, objective: Objective) -> None:
        """Change how training goes on, from the next update. Not for `hidden` or `seed`."""
        before = self.settings.without_rates(), self.objective
        has_other_optimizer = settings.optimizer != self.settings.optimizer
        self.settings = settings
        self.objective = objective
        self.model.activations = list(settings.activations)
        if has_other_optimizer:
            self._make_optimizer()
        self.optimizer.learning_rate = self.learning_rate
        self.regularization_rate[...] = settings.regularization_rate
        self.clip_norm[...] = settings.clip_norm
        if (settings.without_rates(), objective) != before:
            self.forget_recordings()

    def adopt(self, other: Session, rows: Sequence[int]) -> None:
        """Continue another run: take over its progress, and all weights that fit.

        rows: for each input of this network, which input of the other it was, or -1 for none.
        Of a run that diverged, the last checkpoint is continued.
        """
        state = other.checkpoints[-1] if other.diverged else other.state()
        self.sampler.epoch = state["epoch"]
        self.step, self.samples = state["step"], state["samples"]
        for mine, theirs in ((self.model.vector, state["vector"]), (self.frozen, other.frozen)):
            _copy_layers(self.model.views(mine), other.model.views(theirs), rows)
        if other.model.layers == self.model.layers and list(rows) == list(range(len(rows))):
            self.edits = other.edits  # the same network, on other samples
        self.checkpoints = [self.state()]

    # ----- training -----

    def train(
        self,
        *,
        epochs: int | None = None,
        steps: int | None = None,
        budget_ms: float | None = None,
        samples_per_step: int | None = None,
        until_epoch: int | None = None,
    ) -> None:
        """Update until one of the limits is reached, at least once; nothing after divergence.

        samples_per_step: in place of the batch size, to follow a single sample. until_epoch: a
        limit that counts from the start of the run, and no more once it is passed.
        """
        deadline = np.inf if budget_ms is None else time.perf_counter() + budget_ms / 1000
        last_step = np.inf if steps is None else self.step + steps
        last_epoch = np.inf if epochs is None else self.epoch + epochs
        if deadline == last_step == last_epoch == np.inf:
            raise ValueError("missing limit: give epochs, steps or budget_ms")
        if until_epoch is not None and until_epoch > self.epoch:
            last_epoch = min(last_epoch, until_epoch)
        batch_size = self.settings.batch_size if samples_per_step is None else samples_per_step
        if batch_size < 1:
            raise ValueError(f"invalid samples_per_step: {batch_size} (expected 1 or more)")
        if self.diverged:
            return
        with np.errstate(all="ignore"):  # overflow is a result here, and reported as divergence
            while True:
                self._update(batch_size)
                # Asked so that a limit that is NaN ends training rather than never.
                is_within = self.epoch < last_epoch and self.step < last_step
                if not (is_within and time.perf_counter() < deadline):
                    return

    def watch(self, loss: float) -> None:
        """Note the training loss: remember a good state now and then, recognise divergence."""
        if np.isnan(loss):
            self.diverged = "loss became NaN"
        elif np.isinf(loss):
            self.diverged = "loss became infinite"
        elif loss > LOSS_LIMIT:
            self.diverged = f"loss exceeded {LOSS_LIMIT:,.0f}"
        elif not np.isfinite(self.model.vector).all():  # a saturated activation hides it
            is_nan = np.isnan(self.model.vector).any()
            self.diverged = f"weights became {'NaN' if is_nan else 'infinite'}"
        elif self.epoch >= self.checkpoints[-1]["epoch"] + self.checkpoint_epochs:
            self._add_checkpoint()

    def batch_loss(self, vector: Array) -> float:
        """Loss over the samples of the last update, with these parameters."""
        inputs, targets = self.inputs[self.chosen], self.targets[self.chosen]
        with no_grad(), np.errstate(all="ignore"):
            loss, _ = self._measure(vector, inputs, targets)
        return float(loss)

    def gradient_norms(self) -> list[float]:
        """Length of the gradient of each layer's parameters at the last update."""
        views = self.model.views(self.gradient)
        with np.errstate(all="ignore"):
            return [
                float(np.sqrt(np.vdot(weight, weight) + np.vdot(bias, bias)))
                for weight, bias in zip(views[::2], views[1::2], strict=True)
            ]

    def _update(self, batch_size: int) -> None:
        self.chosen = self.sampler.next(batch_size)
        batch = self._batch(len(self.chosen))
        # mode="clip" writes straight into `out`; the default goes through a copy.
        self.inputs.take(self.chosen, axis=0, out=batch.inputs, mode="clip")
        self.targets.take(self.chosen, axis=0, out=batch.targets, mode="clip")
        for mask in batch.masks:
            self._draw_mask(mask)
        if self.settings.decay_samples:
            self.optimizer.learning_rate = self.learning_rate
        batch.step()
        self.step += 1
        self.samples += len(self.chosen)

    def _draw_mask(self, mask: Array) -> None:
        """Inverted dropout (Srivastava et al. 2014, section 10): what is kept is scaled up."""
        kept = 1 - self.settings.dropout
        mask[...] = self.sampler.rng.random(mask.shape, np.float32) < kept
        mask /= kept

    def _batch(self, size: int) -> Batch:
        """The recorded step for batches of this size."""
        if size not in self._batches:
            self._batches[size] = self._record_batch(size)
        return self._batches[size]

    def _record_batch(self, size: int) -> Batch:
        inputs = np.zeros((size, self.inputs.shape[1]), np.float32)
        targets = np.zeros((size, self.targets.shape[1]), np.float32)
        widths = self.settings.hidden if self.settings.dropout else ()
        masks = [np.ones((size, width), np.float32) for width in widths]
        compute = self._gradient_of(inputs, targets, masks)
        vector, gradient, optimizer = self.model.vector, self.gradient, self.optimizer
        rates = [optimizer.rate, self.regularization_rate, self.clip_norm]
        update = record(self._change, vector, gradient, *rates, *optimizer.slots)

        def step() -> None:
            compute()
            update()

        return Batch(inputs, targets, masks, step)

    def _gradient_of(self, inputs: Array, targets: Array, masks: list[Array]) -> Callable[[], None]:
        """What writes the gradient over a batch, by the kernel where it can."""
        if kernel.can_compute(self.model) and not masks:
            return KernelGradient(self.model, self.objective, inputs, targets, self.gradient)
        return record(
            self._differentiate, self.model.vector, self.gradient, inputs, targets, *masks
        )

    def _differentiate(
        self, w: Array, g: Array, inputs: Array, targets: Array, *masks: Array
    ) -> None:
        """Write the gradient of the loss over a batch into `g`."""
        model = self.model.over(w)
        logits = model.forward(Tensor(inputs), [Tensor(mask) for mask in masks])[-1]
        loss = self.objective.loss(logits, Tensor(targets))
        for view, part in zip(model.views(g), gradients(loss, model.parameters), strict=True):
            np.positive(part, out=view)  # a copy that is recorded, and then optimized away

    def _change(
        self,
        w: Array,
        g: Array,
        learning_rate: Array,
        regularization_rate: Array,
        limit: Array,
        *slots: Array,
    ) -> None:
        """One update by the gradient `g`, written into `w` and the slots."""
        held = w * self.frozen if self.frozen.any() else None
        if self.settings.regularization == "l2":
            add_l2(g, w, self.model.weight_mask(), regularization_rate)
        if self.settings.clip_norm:
            clip_norm(g, limit)
        self.optimizer.update(w, g, learning_rate, *slots)
        if self.settings.regularization == "l1":
            shrink_l1(w, self.model.weight_mask(), learning_rate, regularization_rate)
        if held is not None:
            w *= 1 - self.frozen
            w += held

    # ----- looking -----

    def measure(self, inputs: Array, targets: Array) -> Measurement:
        """Loss and predictions over a set. The predictions are overwritten by the next call."""
        loss, predictions = self._forward(self._measure, inputs, targets)
        return Measurement(float(loss), predictions)

    def predict(self, inputs: Array) -> Array:
        """Predictions (n, outputs) for the inputs, overwritten by the next call."""
        if can_evaluate(self.model, inputs):
            (predictions,) = self._evaluate(inputs, wants_units=False)
        else:
            (predictions,) = self._forward(self._predict, inputs)
        return predictions

    def unit_maps(self, inputs: Array) -> list[Array]:
        """What every neuron makes of the inputs: (n, width) per layer, predictions last.

        The arrays are overwritten by the next call.
        """
        if can_evaluate(self.model, inputs):
            return self._evaluate(inputs, wants_units=True)
        return self._forward(self._units, inputs)

    def broken_units(self) -> list[Array]:
        """Which neurons have no value any more, (width,) per layer, output last.

        Their maps cannot tell: an activation may turn what is not a number into one.
        """
        broken = np.zeros(0, bool)
        layers = []
        for linear in self.model.linears:
            parameters = np.vstack([linear.weight.data, linear.bias.data])
            broken = ~np.isfinite(parameters).all(axis=0) | broken.any()
            layers.append(broken)
        return layers

    def units(self, inputs: Array) -> list[Array]:
        """As `unit_maps`, for inputs that are looked at once: nothing is recorded."""
        with no_grad(), np.errstate(all="ignore"):
            return self._units(self.model.vector, inputs)

    def _forward(self, function: Callable[..., list[Array]], *arrays: Array) -> list[Array]:
        """Replay `function(parameters, *arrays)`, recorded at the first call with these arrays."""
        key = (function.__name__, *map(id, arrays))
        return self._replay(key, lambda: record(function, self.model.vector, *arrays))

    def _evaluate(self, inputs: Array, *, wants_units: bool) -> list[Array]:
        key = ("evaluate", wants_units, id(inputs))
        model, objective = self.model, self.objective
        return self._replay(
            key, lambda: Evaluation(model, objective, inputs, wants_units=wants_units)
        )

    def _replay(
        self, key: tuple[Any, ...], prepare: Callable[[], Callable[[], list[Array]]]
    ) -> list[Array]:
        with np.errstate(all="ignore"):
            if key not in self._forwards:
                if len(self._forwards) == FORWARDS:
                    del self._forwards[next(iter(self._forwards))]  # the oldest
                self._forwards[key] = prepare()
            return self._forwards[key]()

    def _measure(self, w: Array, inputs: Array, targets: Array) -> list[Array]:
        logits = self.model.over(w)(Tensor(inputs))
        loss = self.objective.loss(logits, Tensor(targets))
        return [loss.data, self.objective.predict(logits).data]

    def _predict(self, w: Array, inputs: Array) -> list[Array]:
        return [self.objective.predict(self.model.over(w)(Tensor(inputs))).data]

    def _units(self, w: Array, inputs: Array) -> list[Array]:
        *hidden, logits = self.model.over(w).forward(Tensor(inputs))
        return [*[units.data for units in hidden], self.objective.predict(logits).data]

    # ----- saving -----

    def state(self) -> dict[str, Any]:
        """Everything that training changes, copied."""
        return {
            "epoch": self.epoch,
            "step": self.step,
            "samples": self.samples,
            "sampler": self.sampler.state(),
            "vector": self.model.vector.copy(),
            "optimizer": self.optimizer.name,
            "slots": [slot.copy() for slot in self.optimizer.slots],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Continue from a state of this run (of a network with the same layers)."""
        self.step, self.samples = state["step"], state["samples"]
        self.sampler.restore(state["sampler"])
        self.optimizer.learning_rate = self.learning_rate
        self.model.vector[...] = state["vector"]
        self.edits.clear()
        is_same_optimizer = state["optimizer"] == self.optimizer.name  # another one starts anew
        for i, slot in enumerate(self.optimizer.slots):
            slot[...] = state["slots"][i] if is_same_optimizer else 0
        self.diverged = None

    def rewind(self, epoch: int | None = None) -> None:
        """Back to the last checkpoint or, given an epoch, the last one that is not after it."""
        fitting = [c for c in self.checkpoints if epoch is None or c["epoch"] <= epoch]
        checkpoint = fitting[-1] if fitting else self.checkpoints[0]
        self.checkpoints = fitting or self.checkpoints[:1]
        self.restore(checkpoint)

    def _add_checkpoint(self) -> None:
        self.checkpoints.append(self.state())
        if len(self.checkpoints) > CHECKPOINTS:
            self.checkpoints = self.checkpoints[::2]
            self.checkpoint_epochs *= 2

    def _make_optimizer(self) -> None:
        settings = self.settings
        vector = self.model.vector
        self.optimizer = Optimizer(settings.optimizer, vector, settings.learning_rate)
        self.regularization_rate = np.array(settings.regularization_rate, vector.dtype)
        self.clip_norm = np.array(settings.clip_norm, vector.dtype)
        self.gradient = np.zeros_like(vector)
        self.forget_recordings()

    def forget_recordings(self) -> None:
        """Record anew at the next use: something that is written into the recordings changed."""
        self._batches: dict[int, Batch] = {}
        self._forwards: dict[tuple[Any, ...], Callable[[], list[Array]]] = {}


def _copy_layers(target: list[Array], source: list[Array], rows: Sequence[int]) -> None:
    """Copy weight, bias, weight, … of the hidden layers that both have, and of the output layer.

    An output layer that used to see the inputs, or now does, is another one.
    """
    *hidden, weight, bias = target
    *other_hidden, other_weight, other_bias = source
    pairs = list(zip(hidden, other_hidden, strict=False))
    if bool(hidden) == bool(other_hidden):
        pairs += [(weight, other_weight), (bias, other_bias)]
    for i, (new, old) in enumerate(pairs):
        _copy_rows(np.atleast_2d(new), np.atleast_2d(old), rows if i == 0 else None)


def _copy_rows(target: Array, source: Array, rows: Sequence[int] | None) -> None:
    """Copy what fits of one matrix into another; rows[i] is the source of row i, or -1."""
    width = min(target.shape[1], source.shape[1])
    old_rows = range(len(source)) if rows is None else rows
    for row, old in zip(range(len(target)), old_rows, strict=False):
        if old >= 0:
            target[row, :width] = source[old, :width]
