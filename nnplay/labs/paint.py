"""Paint: a network learns the colours of a picture from the coordinates of its pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

import numpy as np

from nnplay.config import Config, choice, integer, integers, number, whole
from nnplay.definition import read_definition, write_definition
from nnplay.images import MAX_SIDE, Image, fourier_features, grey, psnr, read_image
from nnplay.labs.lab import Lab, Snapshot
from nnplay.losses import OBJECTIVES, Objective
from nnplay.nn import ACTIVATIONS, INITIALIZERS
from nnplay.ops import Array
from nnplay.optim import OPTIMIZERS
from nnplay.sampling import SAMPLERS
from nnplay.session import Hyperparameters, Session

SEED_LIMIT = 2**32 - 1
OTHER = {"fourier": "xy", "xy": "fourier"}
RIVAL_BUDGET = 40  # ms to train in, between two pictures
MAX_RENDERED = 8 * MAX_SIDE
TILE_SIZE = 40  # pixels along the longer side of what each neuron draws
PICTURE_SIZE = 200  # the same of the picture, unless the page asks for another size


@dataclass(frozen=True)
class PaintConfig(Config):
    """Settings of the Paint lab; the last argument of a field is what its change brings about.

    "live" goes on training, "structure" keeps the weights that fit, "restart" begins anew.
    """

    encoding: str = choice(("fourier", "xy"), "fourier", "restart")
    fourier_pairs: int = integer(1, 256, 32, "restart")
    fourier_scale: float = number(0.1, 30, 3, "restart")
    coordinate_scale: float = number(0.1, 100, 1, "restart")
    colors: str = choice(("rgb", "grey"), "rgb", "restart")
    seed: int = integer(0, SEED_LIMIT, 42, "restart")
    initializer: str = choice(INITIALIZERS, "he", "restart")
    sampling: str = choice(SAMPLERS, "random", "restart")
    hidden: tuple[int, ...] = integers((0, 10), 1, 64, (20, 20, 20), "structure")
    activation: str = choice(ACTIVATIONS, "relu", "live")
    output: str = choice(("linear", "sigmoid"), "linear", "live")
    optimizer: str = choice(OPTIMIZERS, "adam", "live")
    learning_rate: float = number(1e-9, 100, 0.006, "live")
    decay_samples: int = integer(0, 10**9, 2_000_000, "live")
    batch_size: int = integer(1, 4096, 256, "live")
    compare: str = choice(("off", "on"), "off", "live")  # with the other encoding, side by side

    @property
    def objective(self) -> Objective:
        """Squared error of the colours."""
        kind = {"linear": "regression", "sigmoid": "bounded"}[self.output]
        return OBJECTIVES[kind, "squared_error"]

    @property
    def hyperparameters(self) -> Hyperparameters:
        """The part that a Session needs."""
        return Hyperparameters(
            hidden=self.hidden,
            activations=(self.activation,) * len(self.hidden),
            initializer=self.initializer,
            optimizer=self.optimizer,
            learning_rate=self.learning_rate,
            regularization="none",
            regularization_rate=0,
            batch_size=self.batch_size,
            dropout=0,
            seed=self.seed,
            sampling=self.sampling,
            decay_samples=self.decay_samples,
        )


class Paint(Lab):
    """One run of the Paint lab."""

    name = "paint"
    settings = PaintConfig
    extras: ClassVar = ("image", "morph")
    questions: ClassVar = {
        "render": ("width", "height", "frame", "first", "last"),
        "read_definition": ("text",),
        "write_definition": (),
    }
    config: PaintConfig

    def __init__(self, config: PaintConfig, image: Image) -> None:
        self.config = config
        self.image = image
        self.picture_size = PICTURE_SIZE
        self._load_image()
        self.session = self._new_session()
        self.rival = self._new_rival()

    @classmethod
    def open(cls, settings: Mapping[str, Any], **extras: Any) -> Self:
        """A new run on `image`: {width, height, pixels}, RGB bytes, at most 400 pixels a side.

        Raises ValueError for unknown or invalid settings, or an image that is none.
        """
        config = PaintConfig.from_dict(settings)
        if "image" not in extras:
            raise ValueError("missing image: width, height and pixels")
        return cls(config, read_image(**extras["image"]))

    def configure(self, settings: Mapping[str, Any], **extras: Any) -> Snapshot:
        """Change some settings, or the image; `morph` keeps the weights for another image."""
        before = self.config
        config = before.changed(settings)
        has_image = "image" in extras
        self.image = read_image(**extras["image"]) if has_image else self.image
        self.config = config
        effects = config.effects_of(before)
        if has_image or effects & {"restart", "structure"}:
            before_session = self.session
            self._load_image()
            self.session = self._new_session()
            keeps_weights = not has_image or extras.get("morph", False)
            if "restart" not in effects and keeps_weights and before_session.step > 0:
                self.session.adopt(before_session, range(self.inputs.shape[1]))
        else:
            self.session.configure(config.hyperparameters, config.objective)
        if self.rival and config.compare == "on":
            self.rival.configure(self._rival_config().to_dict(), **extras)
        else:
            self.rival = self._new_rival()
        return self.opening()

    def train(self, **limits: Any) -> None:
        """As every lab; of a budget of time half is the rival's."""
        if self.rival and "budget_ms" in limits:
            limits["budget_ms"] /= 2
        super().train(**limits)

    def opening(self) -> Snapshot:
        """The config, and the size of the image."""
        return {
            "config": self.config.to_dict(),
            "image": {"width": self.image.width, "height": self.image.height},
        }

    def snapshot(self) -> Snapshot:
        """The picture, how near it is to the image, and what every neuron draws."""
        picture = self._paint()
        error = self._compare(picture)
        session = self.session
        # As training has it, half the squared error summed over the channels; but of what is shown.
        loss = 0.5 * error * self.channels
        session.watch(loss)
        described: Snapshot = {
            "epoch": session.epoch,
            "step": session.step,
            "samples": session.samples,
            "train_loss": loss,
            "psnr": psnr(error),
            "layers": session.model.layers,
            "parameters": session.model.vector.size,
            "learning_rate": session.learning_rate,
            "weights": [linear.weight.data for linear in session.model.linears],
            "biases": [linear.bias.data for linear in session.model.linears],
            "picture": self._to_rgb(picture),
            "picture_width": self.picture_width,
            "picture_height": self.picture_height,
            "unit_maps": session.unit_maps(self.tile_inputs),
            "tile_width": self.tile_width,
            "tile_height": self.tile_height,
        }
        if self.rival:
            described["rival"] = self.rival.keep_up(session)
        if session.diverged:
            described["diverged"] = session.diverged
            described["checkpoint_step"] = session.checkpoints[-1]["step"]
        return described

    def keep_up(self, leader: Session) -> Snapshot:
        """Train as many steps as the leader did, or for a while: who starts late catches up."""
        session = self.session
        if session.step > leader.step:
            session.rewind(leader.epoch)
        if session.step > leader.step:
            session.reset()
        if session.step < leader.step:
            session.train(steps=leader.step - session.step, budget_ms=RIVAL_BUDGET)
        picture = self._paint()
        error = self._compare(picture)
        session.watch(0.5 * error * self.channels)
        return {"picture": self._to_rgb(picture), "psnr": psnr(error), "step": session.step}

    def render(
        self, width: int, height: int, frame: Mapping[str, float], first: int, last: int
    ) -> Snapshot:
        """Rows first … last - 1 of the picture at any size, of any part of the plane.

        frame: left, top, right, bottom, in parts of the image (0, 0, 1, 1 is all of it). Raises
        ValueError for sizes over 8 times the largest image.
        """
        whole("width", width, 1, MAX_RENDERED)
        whole("height", height, 1, MAX_RENDERED)
        part = self.image.frame.part(frame["left"], frame["top"], frame["right"], frame["bottom"])
        coordinates = part.coordinates(width, height, range(first, min(last, height)))
        *_, picture = self.session.units(self._encode(coordinates))
        return {"width": width, "first": first, "last": last, "picture": self._to_rgb(picture)}

    def write_definition(self) -> Snapshot:
        """The network and its training as a text."""
        return {"text": write_definition(self.config.to_dict())}

    def read_definition(self, text: str) -> Snapshot:
        """The settings that such a text stands for; they are not in use yet.

        Raises DefinitionError, which names the line.
        """
        return {"config": read_definition(text, self.config)}

    def use_map_size(self, size: int, tile_size: int | None = None) -> None:
        """Paint at this many pixels along the longer side from now on; tiles stay as they are."""
        self.picture_size = whole("map_size", size, 1, MAX_SIDE)
        self._make_grids()
        if self.rival:
            self.rival.use_map_size(size)

    # ----- building -----

    def _load_image(self) -> None:
        config = self.config
        rng = np.random.default_rng([config.seed, 2])
        self.frequencies = rng.normal(0, config.fourier_scale, (config.fourier_pairs, 2))
        colors = grey(self.image.colors) if config.colors == "grey" else self.image.colors
        self.channels = colors.shape[2]
        self.targets = colors.reshape(-1, self.channels)
        frame = self.image.frame
        self.inputs = self._encode(frame.coordinates(self.image.width, self.image.height))
        self._make_grids()

    def _encode(self, coordinates: Array) -> Array:
        scaled = coordinates * self.config.coordinate_scale
        if self.config.encoding == "fourier":
            return fourier_features(scaled, self.frequencies)
        return scaled.astype(np.float32)

    def _make_grids(self) -> None:
        longer = max(self.image.width, self.image.height)
        self.picture_width, self.picture_height = self._fit(min(self.picture_size, longer))
        self.tile_width, self.tile_height = self._fit(TILE_SIZE)
        frame = self.image.frame
        is_whole = self.picture_width == self.image.width
        grid = frame.coordinates(self.picture_width, self.picture_height)
        self.picture_inputs = self.inputs if is_whole else self._encode(grid)
        self.picture_targets = self.targets if is_whole else self._sample_targets()
        self.tile_inputs = self._encode(frame.coordinates(self.tile_width, self.tile_height))

    def _fit(self, size: int) -> tuple[int, int]:
        longer = max(self.image.width, self.image.height)
        sides = (self.image.width, self.image.height)
        width, height = (max(1, round(side * size / longer)) for side in sides)
        return width, height

    def _sample_targets(self) -> Array:
        """The image's colours under the corners of the coarser picture."""
        rows = np.arange(self.picture_height) * self.image.height // self.picture_height
        columns = np.arange(self.picture_width) * self.image.width // self.picture_width
        pixels = self.targets.reshape(self.image.height, self.image.width, self.channels)
        return pixels[rows[:, None], columns].reshape(-1, self.channels)

    def _new_session(self) -> Session:
        return Session(
            self.inputs, self.targets, self.config.objective, self.config.hyperparameters
        )

    def _new_rival(self) -> Paint | None:
        if self.config.compare == "off":
            return None
        rival = Paint(self._rival_config(), self.image)
        rival.use_map_size(self.picture_size)
        return rival

    def _rival_config(self) -> PaintConfig:
        """All the same, but what the network sees of a place."""
        return replace(self.config, encoding=OTHER[self.config.encoding], compare="off")

    # ----- looking -----

    def _paint(self) -> Array:
        return self.session.predict(self.picture_inputs)

    def _compare(self, picture: Array) -> float:
        """Mean squared error of what is shown, and so clipped to the colours there are."""
        with np.errstate(invalid="ignore"):
            errors = np.square(np.clip(picture, 0, 1) - self.picture_targets)
        if self.config.sampling == "hard" and len(errors) == len(self.inputs):
            self.session.sampler.prefer(errors.sum(axis=1))
        return float(errors.mean())

    def _to_rgb(self, picture: Array) -> Array:
        return np.repeat(picture, 3, axis=1) if self.channels == 1 else picture
