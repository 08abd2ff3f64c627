"""Classify: a network learns the class, or the value, of points of the plane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from nnplay.config import (
    Config,
    blaming,
    choice,
    choices,
    integer,
    integers,
    names,
    number,
    numbers,
    text,
    whole,
)
from nnplay.data import DATASETS, add_label_noise, encode, grid_points, split
from nnplay.features import (
    CUSTOM,
    FEATURE_NAMES,
    FEATURES,
    SCALINGS,
    compute_features,
    standardize,
)
from nnplay.formula import check_formula
from nnplay.labs.lab import Lab, Snapshot
from nnplay.losses import LOSSES, OBJECTIVES, Objective
from nnplay.metrics import confusion_matrix, r_squared
from nnplay.nn import ACTIVATIONS, INITIALIZERS
from nnplay.ops import Array
from nnplay.optim import OPTIMIZERS, REGULARIZATIONS
from nnplay.own_data import MAX_POINTS, Samples, read_points, sample_formula, split_stably
from nnplay.session import Hyperparameters, Session
from nnplay.stopping import StopRule

SEED_LIMIT = 2**32 - 1
MAP_SIZE = 100  # pixels along a side of the maps, unless the page asks for another size
MAX_MAP_SIZE = 400  # the maps of the largest network then take half a gigabyte
OWN_DATA = ("points", "formula")  # data sets that the reader brings, for either problem


@dataclass(frozen=True)
class ClassifyConfig(Config):
    """Settings of the Classify lab; the last argument of a field is what its change brings about.

    "live" goes on training, "structure" keeps the weights that fit, "data" keeps them on other
    samples, "restart" begins anew, "rule" only says when to stop.
    """

    problem: str = choice(("classification", "regression"), "classification", "restart")
    dataset: str = choice([*DATASETS, *OWN_DATA], "spiral", "restart")
    formula: str = text(check_formula, "restart")
    points: tuple[float, ...] = numbers(3 * MAX_POINTS, "data")
    samples: int = integer(10, 5000, 500, "restart")
    noise: int = integer(0, 50, 0, "restart")
    label_noise: int = integer(0, 50, 0, "restart")
    train_percent: int = integer(10, 90, 50, "restart")
    data_seed: int = integer(0, SEED_LIMIT, 42, "restart")
    seed: int = integer(0, SEED_LIMIT, 42, "restart")
    initializer: str = choice(INITIALIZERS, "xavier", "restart")
    features: tuple[str, ...] = choices(FEATURE_NAMES, ("x1", "x2"), "structure")
    custom_feature: str = text(check_formula, "structure")
    feature_scaling: str = choice(SCALINGS, "none", "structure")
    hidden: tuple[int, ...] = integers((0, 8), 1, 32, (4, 2), "structure")
    activation: str = choice(ACTIVATIONS, "tanh", "live")
    layer_activations: tuple[str, ...] = names(ACTIVATIONS, 8, "live")
    loss: str = choice(LOSSES, "squared_error", "live")
    optimizer: str = choice(OPTIMIZERS, "adam", "live")
    learning_rate: float = number(1e-9, 100, 0.01, "live")
    decay_samples: int = integer(0, 10**9, 0, "live")
    regularization: str = choice(REGULARIZATIONS, "none", "live")
    regularization_rate: float = number(0, 100, 0.001, "live")
    clip_norm: float = number(0, 1e6, 0, "live")
    dropout: float = number(0, 0.9, 0, "live")
    batch_size: int = integer(1, 5000, 10, "live")
    stop_epoch: int = integer(0, 10**7, 0, "rule")
    stop_loss: float = number(0, 1e6, 0, "rule")
    stop_plateau: int = integer(0, 10**7, 0, "rule")

    def __post_init__(self) -> None:
        """Check each field, then what they say together."""
        super().__post_init__()
        fitting = [n for n, d in DATASETS.items() if (d.classes == 0) == self.is_regression]
        kind = "regression" if self.is_regression else "binary"
        losses = [loss for problem, loss in OBJECTIVES if problem == kind]
        with blaming("dataset"):
            self._check_dataset([*fitting, *OWN_DATA])
        with blaming("features"):
            if CUSTOM in self.features and not self.custom_feature:
                raise ValueError("missing custom_feature: the feature 'custom' needs a formula")
        with blaming("loss"):
            if self.loss not in losses:
                raise ValueError(
                    f"invalid loss: {self.loss!r} is not for {self.problem} "
                    f"(expected {' or '.join(losses)})"
                )
        with blaming("points" if self.points else "dataset"):
            if self.dataset == "points":
                read_points(self.points, self.problem)

    def _check_dataset(self, fitting: list[str]) -> None:
        if self.dataset not in fitting:
            raise ValueError(
                f"invalid dataset: {self.dataset!r} is not for {self.problem} "
                f"(expected {', '.join(fitting)})"
            )
        if self.dataset == "formula" and not self.formula:
            raise ValueError("missing formula: the data set 'formula' needs one")

    @property
    def is_regression(self) -> bool:
        """Whether the network predicts a number."""
        return self.problem == "regression"

    @property
    def activations(self) -> tuple[str, ...]:
        """One name for each hidden layer: its own, or the one for all."""
        own = self.layer_activations[: len(self.hidden)]
        return own + (self.activation,) * (len(self.hidden) - len(own))

    @property
    def hyperparameters(self) -> Hyperparameters:
        """The part that a Session needs."""
        shared = [name for name in Hyperparameters._fields if hasattr(self, name)]
        return Hyperparameters(**{name: getattr(self, name) for name in shared})


class Classify(Lab):
    """One run of the Classify lab."""

    name = "classify"
    settings = ClassifyConfig
    questions: ClassVar = {"probe": ("x1", "x2")}
    config: ClassifyConfig

    def __init__(self, config: ClassifyConfig) -> None:
        self.config = config
        self.map_size = self.tile_size = MAP_SIZE
        self._load_data()
        self.session = self._new_session()
        self.stop_rule = StopRule()
        self.batch_losses: list[float] = []  # before and after the last update, if it is followed

    @classmethod
    def open(cls, settings: Mapping[str, Any], **extras: Any) -> Self:
        """A new run. Raises ValueError for unknown or invalid settings."""
        return cls(ClassifyConfig.from_dict(settings))

    def configure(self, settings: Mapping[str, Any], **extras: Any) -> Snapshot:
        """Change some settings. A run that has not begun starts as if opened with them."""
        before, self.config = self.config, self.config.changed(settings)
        effects = self.config.effects_of(before)
        if not effects & {"restart", "structure", "data"}:
            self.session.configure(self.config.hyperparameters, self.objective)
            return {"config": self.config.to_dict()}
        self._load_data()
        if "restart" in effects or self.session.step == 0:
            self.session = self._new_session()
        else:
            self._grow(before)
        return self.opening()

    def opening(self) -> Snapshot:
        """Config, points and feature maps."""
        offered = FEATURE_NAMES if self.config.custom_feature else tuple(FEATURES)
        return {
            "config": self.config.to_dict(),
            "feature_maps": self._compute(offered, self.map_points),
            "data": self.split._asdict(),
        }

    def train(self, **limits: Any) -> None:
        """Train within limits, as `Session.train`, and until a stop rule of the config holds."""
        session = self.session
        vector, step = session.model.vector, session.step
        before = vector.copy()
        session.train(**limits, until_epoch=self.config.stop_epoch)
        is_one_update = limits.get("steps") == 1 and session.step > step  # not if it has diverged
        followed = (before, vector) if is_one_update else ()
        self.batch_losses = [session.batch_loss(v) for v in followed]

    def snapshot(self) -> Snapshot:
        """Losses, weights, and the map of every neuron."""
        return {
            **self._measure(),
            **self._describe_network(),
            "map_size": self.map_size,
            "tile_size": self.tile_size,
            "unit_maps": self._unit_maps(),
        }

    def probe(self, x1: float, x2: float) -> Snapshot:
        """What every neuron makes of one point: values per layer, inputs first, output last."""
        inputs = self._features(np.array([[x1, x2]]))
        return {"x1": x1, "x2": x2, "values": [inputs, *self.session.units(inputs)]}

    def use_map_size(self, size: int, tile_size: int | None = None) -> None:
        """Sample the maps at size by size pixels from now on, of hidden neurons at `tile_size`."""
        sizes = {"map_size": size, "tile_size": size if tile_size is None else tile_size}
        sizes = {name: whole(name, value, 1, MAX_MAP_SIZE) for name, value in sizes.items()}
        self.map_size, self.tile_size = sizes.values()
        self._choose_grids()

    # ----- building -----

    @property
    def objective(self) -> Objective:
        """The loss, and how logits become predictions."""
        kind = {0: "regression", 2: "binary"}.get(self.classes, "multiclass")
        return OBJECTIVES[kind, self.config.loss]

    def _load_data(self) -> None:
        config = self.config
        rng = np.random.default_rng(config.data_seed)
        # A stream of its own: what is mislabeled must not depend on where the points are.
        label_rng = np.random.default_rng([config.data_seed, 1])
        inputs, targets, self.classes = self._sample(rng)
        targets = add_label_noise(targets, self.classes, config.label_noise / 100, label_rng)
        if config.dataset == "points":
            samples = Samples(inputs, targets, self.classes)
            self.split = split_stably(samples, rng, config.train_percent / 100)
        else:
            self.split = split(inputs, targets, rng, config.train_percent)
        self.train_set = self._encode(self.split.train_inputs, self.split.train_targets)
        self.test_set = self._encode(self.split.test_inputs, self.split.test_targets)
        self.grids: dict[int, tuple[Array, Array]] = {}
        self._choose_grids()

    def _sample(self, rng: np.random.Generator) -> Samples:
        config = self.config
        noise = config.noise / 100
        if config.dataset == "points":
            return read_points(config.points, config.problem)
        if config.dataset == "formula":
            return sample_formula(config.formula, config.problem, rng, config.samples, noise)
        dataset = DATASETS[config.dataset]
        return Samples(*dataset.generate(rng, config.samples, noise), dataset.classes)

    def _choose_grids(self) -> None:
        """The points of the maps; the page goes back and forth between two sizes."""
        wanted = {self.map_size, self.tile_size}
        if not wanted <= self.grids.keys():
            points = {size: grid_points(size) for size in wanted}
            self.grids = {size: (grid, self._features(grid)) for size, grid in points.items()}
        self.map_points, self.map_inputs = self.grids[self.map_size]
        _, self.tile_inputs = self.grids[self.tile_size]

    def _features(self, points: Array) -> Array:
        """What the network sees of points (n, 2)."""
        return self._compute(self.config.features, points)

    def _compute(self, names: Sequence[str], points: Array) -> Array:
        """Scaled, if they are to be, by the training data alone: test data are not to be known."""
        custom = self.config.custom_feature
        features = compute_features(names, points, custom)
        if self.config.feature_scaling == "none":
            return features
        return standardize(features, compute_features(names, self.split.train_inputs, custom))

    def _encode(self, points: Array, targets: Array) -> tuple[Array, Array]:
        return self._features(points), encode(targets, self.classes)

    def _new_session(self) -> Session:
        return Session(*self.train_set, self.objective, self.config.hyperparameters)

    def _grow(self, before: ClassifyConfig) -> None:
        old = {name: row for row, name in enumerate(before.features)}
        session = self._new_session()
        session.adopt(self.session, [old.get(name, -1) for name in self.config.features])
        self.session = session

    # ----- describing -----

    def _measure(self) -> Snapshot:
        train = self.session.measure(*self.train_set)
        self.session.watch(train.loss)
        described: Snapshot = {"train_loss": train.loss}
        described.update(self._score("train", train.predictions, self.train_set[1]))
        if len(self.test_set[0]):
            test = self.session.measure(*self.test_set)
            described["test_loss"] = test.loss
            described.update(self._score("test", test.predictions, self.test_set[1]))
        stopped = self.stop_rule.check(self.config, self.session, train.loss)
        if stopped:
            described["stopped"] = stopped
        return described

    def _score(self, name: str, predictions: Array, targets: Array) -> Snapshot:
        if self.classes == 0:
            return {f"{name}_r2": r_squared(predictions, targets)}
        confusion = confusion_matrix(predictions, targets, self.classes)
        accuracy = np.trace(confusion) / confusion.sum()
        return {f"{name}_accuracy": float(accuracy), f"{name}_confusion": confusion}

    def _unit_maps(self) -> list[Array]:
        maps = self.session.unit_maps(self.tile_inputs)
        if self.tile_size != self.map_size:
            maps = [*maps[:-1], self.session.predict(self.map_inputs)]
        if not self.session.diverged:
            return maps
        nan = np.float32(np.nan)
        broken = self.session.broken_units()
        return [np.where(b, nan, values) for b, values in zip(broken, maps, strict=True)]

    def _describe_network(self) -> Snapshot:
        session = self.session
        model = session.model
        frozen = model.views(session.frozen)
        described: Snapshot = {
            "epoch": session.epoch,
            "step": session.step,
            "steps_per_epoch": session.steps_per_epoch,
            "position": session.sampler.position,
            "epoch_share": session.sampler.position / len(session.inputs),  # of the next one
            "chosen": session.chosen,
            "layers": model.layers,
            "activations": model.activations,
            "parameters": model.vector.size,
            "classes": self.classes,
            "weights": [linear.weight.data for linear in model.linears],
            "biases": [linear.bias.data for linear in model.linears],
            "frozen_weights": frozen[::2],
            "frozen_biases": frozen[1::2],
            "gradient_norms": session.gradient_norms(),
            "can_undo": bool(session.edits.past),
            "can_redo": bool(session.edits.future),
        }
        if self.batch_losses:
            described["batch_losses"] = self.batch_losses
        if session.diverged:
            described["diverged"] = session.diverged
            described["checkpoint_epoch"] = session.checkpoints[-1]["epoch"]
        return described
