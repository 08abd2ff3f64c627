"""The data of a run as code: once in plain NumPy, once with nnplay's own functions.

Either defines train_inputs and train_targets, and test_inputs and test_targets if there are any,
all float32. What comes after training, for instance a painting to save, is here too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, cast

import numpy as np

from nnplay.data import DATASETS
from nnplay.export.formula_code import formula_code
from nnplay.export.layout import define, numbers
from nnplay.export.source import sources_of
from nnplay.features import standardize
from nnplay.labs.classify import Classify
from nnplay.labs.lab import Lab
from nnplay.labs.paint import Paint

TITLES = {
    "circle": "a disc inside a ring",
    "xor": "opposite quadrants",
    "gauss": "two clouds",
    "spiral": "the spiral",
    "moons": "two moons",
    "rings": "three rings",
    "blobs": "four blobs",
    "plane": "a plane",
    "multi_gauss": "six cones",
    "points": "points of your own",
    "formula": "a formula",
}

FEATURE_CODE = {
    "x1": "x1",
    "x2": "x2",
    "x1_squared": "x1 * x1",
    "x2_squared": "x2 * x2",
    "x1_x2": "x1 * x2",
    "sin_x1": "np.sin(x1)",
    "sin_x2": "np.sin(x2)",
}


class DataCode(NamedTuple):
    """title: what is learned, in words. usage: how to start the script. ending: what to do with
    `painting`, the predictions (n, outputs) for all of train_inputs; empty if there is none."""

    title: str
    imports: list[str]
    blocks: list[str]
    has_test: bool
    usage: str = ""
    ending: str = ""


# ----- Classify -----


def classify_in_numpy(lab: Classify) -> DataCode:
    """Points of the plane."""
    config = lab.config
    functions = []
    if config.dataset in DATASETS:
        functions = sources_of(DATASETS[config.dataset].generate)
    if config.feature_scaling == "standard":
        functions += sources_of(standardize)
    blocks = [*functions, _features(lab), "\n".join(_points(lab))]
    return DataCode(TITLES[config.dataset], ["import numpy as np"], blocks, _has_test(lab))


def _features(lab: Classify) -> str:
    custom = lab.config.custom_feature
    code = {**FEATURE_CODE, "custom": formula_code(custom) if custom else ""}
    columns = [code[name] for name in lab.config.features]
    if columns == ["x1", "x2"]:
        return 'def features(points):\n    """The network sees x1 and x2."""\n    return points'
    lines = [
        "def features(points):",
        '    """What the network sees of points (n, 2)."""',
        "    x1, x2 = points.T",
    ]
    if not columns:
        lines[2:] = ["    return np.zeros((len(points), 0), np.float32)"]
        return "\n".join(lines)
    row = ", ".join(columns)
    if len(row) < 40:
        lines.append(f"    return np.stack([{row}], axis=1)")
    else:
        lines.append("    columns = [")
        lines += [f"        {column}," for column in columns]
        lines += ["    ]", "    return np.stack(columns, axis=1)"]
    return "\n".join(lines)


def _points(lab: Classify) -> list[str]:
    """Sample, mislabel, split, encode."""
    config = lab.config
    lines = [
        *_sample(lab),
        *_mislabel(lab),
        *_split(lab),
        "inputs = features(points.astype(np.float32)).astype(np.float32)",
    ]
    lines += {
        0: ["targets = labels[:, None].astype(np.float32)"],
        2: ["targets = (1 - 2 * labels[:, None]).astype(np.float32)  # +1 for class 0, else -1"],
    }.get(
        lab.classes,
        [f"targets = np.eye({lab.classes}, dtype=np.float32)[labels.astype(int)]  # one-hot"],
    )
    lines.append("train_inputs, train_targets = inputs[in_training], targets[in_training]")
    if _has_test(lab):
        lines.append("test_inputs, test_targets = inputs[in_test], targets[in_test]")
    lines += _standardize(lab)
    return [f"rng = np.random.default_rng({config.data_seed})", *lines]


def _standardize(lab: Classify) -> list[str]:
    """By the training data, which are therefore the last to be changed."""
    sets = ["test_inputs"] * _has_test(lab) + ["train_inputs"]
    is_scaled = lab.config.feature_scaling == "standard"
    return [f"{name} = standardize({name}, train_inputs)" for name in sets if is_scaled]


def _sample(lab: Classify) -> list[str]:
    config = lab.config
    noise = config.noise / 100
    if config.dataset == "points":
        rows = numbers("rows", np.array(config.points, np.float32))
        return [*rows.splitlines(), "*columns, labels = rows.reshape(-1, 3).T",
                "points = np.stack(columns, axis=1)"]  # fmt: skip
    if config.dataset != "formula":
        return [f"points, labels = {config.dataset}(rng, {config.samples}, noise={noise:g})"]
    value = formula_code(config.formula)
    targets = f"labels = {value}"
    if not config.is_regression:
        targets = f"labels = np.where({value} >= 0, 0, 1)"
    return [
        f"points = rng.uniform(-6, 6, ({config.samples}, 2))",
        f"shifted = points + {noise:g} * rng.uniform(-6, 6, points.shape)",
        "x1, x2 = np.clip(shifted, -6, 6).T",
        targets,
    ]


def _mislabel(lab: Classify) -> list[str]:
    config = lab.config
    if not config.label_noise:
        return []
    other = "label_rng.permutation(labels)"
    if lab.classes:
        shift = f"label_rng.integers(1, {lab.classes}, len(labels))"
        other = f"(labels + {shift}) % {lab.classes}"
    return [
        f"label_rng = np.random.default_rng([{config.data_seed}, 1])",
        f"is_wrong = label_rng.random(len(labels)) < {config.label_noise / 100:g}",
        f"wrong = {other}",
        "labels = np.where(is_wrong, wrong, labels)",
    ]


def _split(lab: Classify) -> list[str]:
    config = lab.config
    if config.dataset == "points":
        share = f"{config.train_percent / 100:g}"
        lines = [f"in_training = rng.random(5000)[: len(points)] < {share}"]
        if not (np.random.default_rng(config.data_seed).random(5000)[: len(config.points) // 3]
                < config.train_percent / 100).any():  # fmt: skip
            lines.append("in_training[0] = True")
        return [*lines, "in_test = ~in_training"] if _has_test(lab) else lines
    cut = config.samples * config.train_percent // 100
    order = "order = rng.permutation(len(points))"
    return [order, f"in_training, in_test = order[:{cut}], order[{cut}:]"]


def _has_test(lab: Classify) -> bool:
    return len(lab.test_set[0]) > 0


def classify_in_nnplay(lab: Classify) -> DataCode:
    """Points of the plane, by nnplay's functions."""
    config = lab.config
    noise = config.noise / 100
    scaled = ", standardize" if config.feature_scaling == "standard" else ""
    used = ["import numpy as np", f"from nnplay.features import compute_features{scaled}"]
    data = {"encode"}
    lines = [f"rng = np.random.default_rng({config.data_seed})"]
    if config.dataset == "points":
        used.append("from nnplay.own_data import Samples, read_points, split_stably")
        lines += numbers("rows", np.array(config.points, np.float32)).splitlines()
        lines.append(f'points, labels, classes = read_points(tuple(rows), "{config.problem}")')
    elif config.dataset == "formula":
        used.append("from nnplay.own_data import sample_formula")
        lines += [
            f"formula = {_quoted(config.formula)}",
            f'samples = sample_formula(formula, "{config.problem}", rng, {config.samples}, '
            f"{noise:g})",
            "points, labels, classes = samples",
        ]
    else:
        data.add(config.dataset)
        lines.append(f"points, labels = {config.dataset}(rng, {config.samples}, noise={noise:g})")
    if config.label_noise:
        data.add("add_label_noise")
        lines += [
            f"label_rng = np.random.default_rng([{config.data_seed}, 1])",
            f"labels = add_label_noise(labels, {lab.classes}, {config.label_noise / 100:g}, "
            "label_rng)",
        ]
    if config.dataset == "points":
        share = f"{config.train_percent / 100:g}"
        lines.append(f"halves = split_stably(Samples(points, labels, classes), rng, {share})")
    else:
        data.add("split")
        lines.append(f"halves = split(points, labels, rng, {config.train_percent})")
    custom = f", {_quoted(config.custom_feature)}" if "custom" in config.features else ""
    names = "[" + ", ".join(f'"{name}"' for name in config.features) + "]"
    lines += [
        f"features = {names}",
        f"train_inputs = compute_features(features, halves.train_inputs{custom})",
        f"train_targets = encode(halves.train_targets, {lab.classes})",
    ]
    if _has_test(lab):
        lines += [
            f"test_inputs = compute_features(features, halves.test_inputs{custom})",
            f"test_targets = encode(halves.test_targets, {lab.classes})",
        ]
    lines += _standardize(lab)
    used.append(f"from nnplay.data import {', '.join(sorted(data))}")
    return DataCode(TITLES[config.dataset], used, ["\n".join(lines)], _has_test(lab))


def _quoted(text: str) -> str:
    return '"' + " ".join(text.split()) + '"'


# ----- Paint -----


def paint_in_numpy(lab: Paint) -> DataCode:
    """The pixels of an image."""
    blocks = [_encoding(lab), _pixels(lab)]
    return _paint_code(lab, ["import numpy as np"], blocks)


def paint_in_nnplay(lab: Paint) -> DataCode:
    """The pixels of an image, by nnplay's functions."""
    config = lab.config
    is_grey = config.colors == "grey"
    names = ["fourier_features"] * (config.encoding == "fourier") + ["grey"] * is_grey
    used = f"from nnplay.images import {', '.join([*names, 'read_image'])}"
    colors = "grey(image.colors)" if is_grey else "image.colors"
    scale = config.coordinate_scale
    coordinates = f"coordinates = image.frame.coordinates(width, height) * {scale}"
    encoded = "train_inputs = coordinates.astype(np.float32)"
    if config.encoding == "fourier":
        encoded = "train_inputs = fourier_features(coordinates, frequencies)"
    lines = [
        *_open_image(lab),
        "width, height = picture.size",
        "image = read_image(width, height, picture.tobytes())",
        *_frequencies(lab),
        coordinates,
        encoded,
        f"train_targets = {colors}.reshape(-1, {lab.channels})",
    ]
    return _paint_code(lab, ["import numpy as np", used], ["\n".join(lines)])


def _paint_code(lab: Paint, used: list[str], blocks: list[str]) -> DataCode:
    shape = "(height, width, 3)" if lab.channels == 3 else "(height, width)"
    ending = (
        "pixels = np.round(255 * np.clip(painting, 0, 1)).astype(np.uint8)\n"
        f'Image.fromarray(pixels.reshape{shape}).save("painting.png")'
    )
    return DataCode(
        title="an image",
        imports=["import sys", "from PIL import Image", *used],
        blocks=blocks,
        has_test=False,
        usage="Start it with the path of an image; it needs Pillow (pip install pillow) and "
        "writes painting.png.",
        ending=ending,
    )


def _encoding(lab: Paint) -> str:
    if lab.config.encoding == "xy":
        return ""
    return define(
        "def fourier_features(coordinates, frequencies)",
        "cos and sin of many waves over the image (Tancik et al. 2020).",
        "angles = 2 * np.pi * coordinates @ frequencies.T",
        "return np.concatenate([np.cos(angles), np.sin(angles)], axis=1)",
    )


def _pixels(lab: Paint) -> str:
    config = lab.config
    encoded = "coordinates"
    if config.encoding == "fourier":
        encoded = "fourier_features(coordinates, frequencies)"
    grey = []
    if config.colors == "grey":
        grey = ["colors = colors @ np.array([[0.299], [0.587], [0.114]], np.float32)"]
    scaled = "coordinates = np.stack(np.broadcast_arrays(x, y[:, None]), axis=-1).reshape(-1, 2)"
    scale = [f"coordinates *= {config.coordinate_scale}"]
    lines = [
        *_open_image(lab),
        "colors = np.asarray(picture, np.float32) / 255",
        *grey,
        "height, width, channels = colors.shape",
        "x = (np.arange(width) - width / 2) / max(width, height)",
        "y = (np.arange(height) - height / 2) / max(width, height)",
        scaled,
        *(scale if config.coordinate_scale != 1 else []),
        *_frequencies(lab),
        f"train_inputs = {encoded}.astype(np.float32)",
        "train_targets = colors.reshape(-1, channels)",
    ]
    return "\n".join(lines)


def _open_image(lab: Paint) -> list[str]:
    side = max(lab.image.width, lab.image.height)
    return [
        'picture = Image.open(sys.argv[1]).convert("RGB")',
        f"picture.thumbnail(({side}, {side}))",
    ]


def _frequencies(lab: Paint) -> list[str]:
    config = lab.config
    if config.encoding == "xy":
        return []
    scale, pairs = config.fourier_scale, config.fourier_pairs
    return [
        f"rng = np.random.default_rng([{config.seed}, 2])",
        f"frequencies = rng.normal(0, {scale}, ({pairs}, 2))",
    ]


# lab -> its data in NumPy, and with nnplay
DATA_CODE: dict[str, tuple[Callable[[Lab], DataCode], Callable[[Lab], DataCode]]] = {
    "classify": (
        lambda lab: classify_in_numpy(cast(Classify, lab)),
        lambda lab: classify_in_nnplay(cast(Classify, lab)),
    ),
    "paint": (
        lambda lab: paint_in_numpy(cast(Paint, lab)),
        lambda lab: paint_in_nnplay(cast(Paint, lab)),
    ),
}
