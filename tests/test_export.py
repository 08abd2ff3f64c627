"""Exported scripts are run as a reader would run them, in a Python of their own."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnplay.data import DATASETS
from nnplay.export import FLAVORS, export_script
from nnplay.export.formula_code import formula_code
from nnplay.export.keras_script import ACTIVATION_CODE as KERAS_ACTIVATIONS
from nnplay.export.keras_script import INITIALIZER_CODE as KERAS_INITIALIZERS
from nnplay.export.keras_script import OBJECTIVE_CODE as KERAS_OBJECTIVES
from nnplay.export.keras_script import OPTIMIZER_CODE as KERAS_OPTIMIZERS
from nnplay.export.numpy_script import ACTIVATION_CODE, INITIALIZER_CODE, OBJECTIVE_CODE
from nnplay.export.pytorch_script import ACTIVATION_CODE as PYTORCH_ACTIVATIONS
from nnplay.export.pytorch_script import INITIALIZER_CODE as PYTORCH_INITIALIZERS
from nnplay.export.pytorch_script import OBJECTIVE_CODE as PYTORCH_OBJECTIVES
from nnplay.export.pytorch_script import OPTIMIZER_CODE as PYTORCH_OPTIMIZERS
from nnplay.formula import Formula
from nnplay.labs import LABS
from nnplay.losses import OBJECTIVES
from nnplay.nn import ACTIVATIONS, INITIALIZERS
from nnplay.optim import OPTIMIZERS
from nnplay.run_state import continue_run, save_run
from nnplay.tensor import Tensor, gradients
from tests.test_paint import make_image

ROOT = Path(__file__).parent.parent
POINTS = [1, 1, 0, -1, -1, 1, 2, 2.5, 0, -2, -2, 1, 0.3, 0.1, 2, 0.2, 0.7, 2]
EPOCHS = 2

# Between them every data set, feature, activation, optimizer, initializer, loss and penalty.
CLASSIFY: list[dict[str, Any]] = [
    {},
    {"dataset": "circle", "noise": 20, "optimizer": "sgd", "features": ["x1_squared", "x2"]},
    {"dataset": "xor", "label_noise": 10, "optimizer": "momentum", "regularization": "l1"},
    {"dataset": "gauss", "optimizer": "nesterov", "regularization": "l2"},
    {"initializer": "lecun", "activation": "relu"},
    {"initializer": "lecun", "features": []},
    {"dataset": "moons", "dropout": 0.3, "optimizer": "adagrad", "loss": "cross_entropy"},
    {"dataset": "rings", "loss": "cross_entropy", "optimizer": "rmsprop", "initializer": "he"},
    {"dataset": "blobs", "label_noise": 5, "optimizer": "adamw", "initializer": "uniform"},
    {"problem": "regression", "dataset": "plane", "optimizer": "adadelta", "label_noise": 5},
    {"problem": "regression", "dataset": "multi_gauss", "loss": "huber", "initializer": "zeros"},
    {"dataset": "points", "points": POINTS, "batch_size": 2, "hidden": []},
    {"dataset": "points", "points": POINTS[:3], "train_percent": 10},
    {"dataset": "formula", "formula": "x1 * x1 - x2 > 1/3", "noise": 10},
    {"problem": "regression", "dataset": "formula", "formula": "max(x1, x2) % 2"},
    {"features": ["x1_x2", "sin_x1", "sin_x2", "x1", "custom"], "custom_feature": "hypot(x1, x2)"},
    {"features": ["x2_squared", "custom"], "custom_feature": "2 * pi"},
    {"features": ["x1", "x2_squared", "custom"], "custom_feature": "3"}
    | {"feature_scaling": "standard"},
    {"dataset": "points", "points": POINTS[:3], "feature_scaling": "standard"},
    {"optimizer": "sgd", "clip_norm": 0.05, "regularization": "l2"},
    {"hidden": [4, 3, 2], "layer_activations": ["tanh", "swish", "sigmoid"]},
    *({"hidden": [3, 3], "activation": name} for name in ACTIVATIONS),
]
PAINT = [
    {},
    {"encoding": "xy", "colors": "grey", "sampling": "shuffled", "batch_size": 100},
    {"output": "sigmoid", "decay_samples": 5000, "coordinate_scale": 2},
    {"sampling": "ordered", "batch_size": 100},
]

# stands in for Pillow, which only opens images and saves them
PILLOW = """
import pathlib
import numpy as np

NEAREST = BILINEAR = BICUBIC = HAMMING = BOX = LANCZOS = 0  # Keras looks for them


class Picture:
    def __init__(self, pixels):
        self.pixels = pixels
        self.size = pixels.shape[1::-1]

    def convert(self, mode):
        return self

    def thumbnail(self, size):
        assert max(self.size) <= min(size)

    def tobytes(self):
        return self.pixels.tobytes()

    def __array__(self, dtype=None, copy=None):
        return self.pixels.astype(dtype)

    def save(self, path):
        pathlib.Path(path).write_bytes(self.pixels.tobytes())


def open(path):
    return Picture(np.load(path))


def fromarray(pixels):
    assert pixels.dtype == np.uint8
    return Picture(pixels)
"""


def open_lab(name, settings):
    if name == "classify":
        return LABS[name].open({"samples": 60, "hidden": [4], **settings})
    small = {"hidden": [6], "fourier_pairs": 4, "batch_size": 32}
    return LABS[name].open({**small, **settings}, image=make_image())


def train(lab):
    """A little: as many epochs, or steps, as the script will."""
    is_random = lab.session.settings.sampling in ("random", "hard")
    lab.session.train(**({"steps": 20} if is_random else {"epochs": EPOCHS}))


def final_losses(lab):
    sets = [(lab.session.inputs, lab.session.targets)]
    if lab.name == "classify" and len(lab.test_set[0]):
        sets.append(lab.test_set)
    return [lab.session.measure(*each).loss for each in sets]


def run(code, folder):
    """The losses that the script prints last."""
    (folder / "script.py").write_text(code)
    printed, complaints = start("script.py", folder)
    assert complaints == ""
    last = printed.splitlines()[-1]
    return [float(loss) for loss in re.findall(r"loss (\S+)", last)]


def start(script, folder, *arguments, warnings="error"):
    """What a script in the folder prints, and what it complains of, when it gets an image."""
    (folder / "PIL").mkdir()
    (folder / "PIL/__init__.py").touch()
    (folder / "PIL/Image.py").write_text(PILLOW)
    image = make_image()
    pixels = image["pixels"].reshape(image["height"], image["width"], 3)
    np.save(folder / "image.npy", pixels)
    environment = {
        **os.environ,
        "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
        "KERAS_BACKEND": next(filter(is_installed, ["tensorflow", "jax", "torch"]), ""),
    }
    result = subprocess.run(
        [sys.executable, "-W", warnings, script, "image.npy", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout, result.stderr


def is_installed(module):
    return importlib.util.find_spec(module) is not None


@pytest.mark.parametrize("settings", CLASSIFY, ids=str)
@pytest.mark.parametrize("flavor", ["nnplay", "numpy"])
def test_a_script_of_classify_ends_with_the_losses_of_the_page(flavor, settings, tmp_path):
    lab = open_lab("classify", settings)
    train(lab)
    printed = run(export_script(lab, flavor)["code"], tmp_path)
    np.testing.assert_allclose(printed, final_losses(lab), rtol=2e-4, atol=1e-6)


@pytest.mark.parametrize("settings", PAINT, ids=str)
@pytest.mark.parametrize("flavor", ["nnplay", "numpy"])
def test_a_script_of_paint_ends_with_the_loss_of_the_page_and_a_painting(
    flavor, settings, tmp_path
):
    lab = open_lab("paint", settings)
    train(lab)
    printed = run(export_script(lab, flavor)["code"], tmp_path)
    np.testing.assert_allclose(printed, final_losses(lab), rtol=2e-4, atol=1e-6)
    painted = np.frombuffer((tmp_path / "painting.png").read_bytes(), np.uint8)
    expected = np.clip(255 * lab.session.predict(lab.inputs), 0, 255).ravel()
    np.testing.assert_allclose(painted, expected, atol=0.51)


@pytest.mark.parametrize("name", LABS)
@pytest.mark.parametrize("flavor", ["nnplay", "numpy"])
def test_with_its_weights_a_script_starts_where_the_page_is(flavor, name, tmp_path):
    lab = open_lab(name, {})
    train(lab)
    printed = run(export_script(lab, flavor, with_weights=True)["code"], tmp_path)
    np.testing.assert_allclose(printed, final_losses(lab), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("names", [list(ACTIVATIONS)[:6], list(ACTIVATIONS)[6:]], ids=str)
def test_slopes_written_out_are_those_of_the_core_even_at_a_bend(names, tmp_path):
    points = [-2, -1, -0.5, 0, 0.5, 1, 2]
    lab = open_lab("classify", {"hidden": [1] * len(names), "layer_activations": names})
    code = export_script(lab, "numpy", with_weights=True)["code"]
    values = f"[slope(np.array({points}, np.float32)).tolist() for slope in SLOPES]"
    (tmp_path / "script.py").write_text(f"{code}import json\nprint(json.dumps({values}))\n")
    printed, _ = start("script.py", tmp_path)
    for name, slopes in zip(names, json.loads(printed.splitlines()[-1]), strict=True):
        x = Tensor(np.array(points, np.float32), requires_grad=True)
        (expected,) = gradients(ACTIVATIONS[name](x).sum(), [x])
        np.testing.assert_allclose(slopes, expected, atol=1e-6, err_msg=name)


@pytest.mark.parametrize("flavor", FLAVORS)
def test_a_setting_is_written_with_all_its_digits(flavor):
    settings = {"learning_rate": 0.0123456789, "dropout": 1 / 3, "clip_norm": 1.23456789}
    code = export_script(open_lab("classify", settings), flavor)["code"]
    assert re.findall(r"^(?:LEAR|CLIP|DROP)\w+ = (\S+)", code, re.MULTILINE) == [
        "0.0123456789",
        "1.23456789",
        "0.3333333333333333",
    ]


ALL = [("classify", settings) for settings in CLASSIFY] + [("paint", each) for each in PAINT]


@pytest.mark.parametrize("with_weights", [False, True])
@pytest.mark.parametrize("flavor", FLAVORS)
def test_every_script_is_python_that_ruff_has_nothing_against(flavor, with_weights, tmp_path):
    for number, (name, settings) in enumerate(ALL):
        script = export_script(open_lab(name, settings), flavor, with_weights)["code"]
        compile(script, "script.py", "exec")
        (tmp_path / f"script_{number}.py").write_text(script)
    rules = ["--isolated", "--select", "E,F,I,UP,B,PIE,NPY,RUF", "--line-length", "100"]
    lint = [sys.executable, "-m", "ruff", "check", "-q", *rules, "--target-version", "py311", "."]
    result = subprocess.run(lint, cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout
    layout = [sys.executable, "-m", "ruff", "format", "--isolated", "--diff", "--line-length"]
    result = subprocess.run([*layout, "100", "."], cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


# All samples in each update, and none left out: nothing is left to chance but the first weights.
AT_ONCE: dict[str, dict[str, Any]] = {
    "classify": {"batch_size": 512, "dropout": 0},
    "paint": {"batch_size": 500, "sampling": "shuffled"},
}
DECAYING = {"decay_samples": 40, "learning_rate": 0.5}
OPTIMIZED = [
    ("classify", {"optimizer": name, "hidden": [4, 3], **rates})
    for name in OPTIMIZERS
    for rates in ({}, DECAYING)
]

# flavor -> the library, where it prints losses, and what it adds to them: then it is left out.
OTHERS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "pytorch": ("torch", r"loss +(\S+)", {}),
    "keras": ("keras", r"val_loss: (\S+)", {"regularization": "none"}),
}

# Starts scripts in one Python: to import these libraries takes seconds.
STARTER = """
import runpy
import sys

for path in sys.argv[2:]:
    print(path)
    runpy.run_path(path)
"""


def test_where_another_library_is_installed_its_scripts_train_as_the_page_does(tmp_path):
    for flavor, (library, _, _) in OTHERS.items():
        if is_installed(library):
            (tmp_path / flavor).mkdir()
            compare_training(flavor, tmp_path / flavor)


def compare_training(flavor, folder):
    _, place, left_out = OTHERS[flavor]
    expected = {}
    for number, (name, settings) in enumerate([*ALL, *OPTIMIZED]):
        lab = open_lab(name, settings | AT_ONCE[name] | (left_out if name == "classify" else {}))
        code = export_script(lab, flavor, with_weights=True)["code"]
        code = re.sub("^(EPOCHS|STEPS) = 0$", rf"\1 = {EPOCHS}", code, flags=re.MULTILINE)
        (folder / f"script_{number}.py").write_text(code)
        lab.session.train(epochs=EPOCHS)
        expected[f"script_{number}.py"] = (settings, final_losses(lab))
    (folder / "starter.py").write_text(STARTER)
    printed, _ = start("starter.py", folder, *expected, warnings="ignore")
    for script, (settings, losses) in expected.items():
        text = printed.partition(f"{script}\n")[2].partition("script_")[0]
        found = [float(loss) for loss in re.findall(place, text.splitlines()[-1])]
        wanted = losses[-len(found) :] if found else []
        np.testing.assert_allclose(found, wanted, rtol=2e-3, atol=1e-4, err_msg=str(settings))


def test_the_tables_of_all_flavors_know_every_rule():
    for table in (ACTIVATION_CODE, PYTORCH_ACTIVATIONS, KERAS_ACTIVATIONS):
        assert table.keys() == ACTIVATIONS.keys()
    for objectives in (OBJECTIVE_CODE, PYTORCH_OBJECTIVES, KERAS_OBJECTIVES):
        assert objectives.keys() == OBJECTIVES.keys()
    for optimizers in (PYTORCH_OPTIMIZERS, KERAS_OPTIMIZERS):
        assert optimizers.keys() == OPTIMIZERS.keys()
    for initializers in (INITIALIZER_CODE, PYTORCH_INITIALIZERS, KERAS_INITIALIZERS):
        assert initializers.keys() == INITIALIZERS.keys()
    assert {settings.get("dataset", "spiral") for settings in CLASSIFY} >= DATASETS.keys()


def test_a_script_does_not_touch_the_run():
    lab = open_lab("classify", {"dropout": 0.1})
    train(lab)
    before = str(save_run(lab.session))
    for flavor in FLAVORS:
        export_script(lab, flavor, with_weights=True)
    assert str(save_run(lab.session)) == before
    continue_run(lab.session, save_run(lab.session))


def test_what_a_script_leaves_out_it_says():
    lab = open_lab("paint", {"sampling": "hard"})
    lab.session.frozen[0] = 1
    script = " ".join(export_script(lab, "numpy")["code"].split())
    assert "where the error is largest; here, at random." in script
    assert "Weights that are frozen on the page are trained here." in script


FORMULAS = [
    "x1",
    "x1 < x2",
    "-x1**2 + 3 * pi / e",
    "(0 - 0.3)**2 * x1",
    "max(x1, 1) % 2",
    "atan2(x2, x1) - abs(sign(x1))",
    "9**9**9 * 0 * x1 + 1 / (1 / 0)",
    "7",
    "2 * (x1 > 0)",
]


def test_a_formula_as_code_has_the_same_values():
    x1, x2 = np.random.default_rng(0).normal(size=(2, 20))
    lines = [f"print(({formula_code(text)}).tolist())" for text in FORMULAS]
    start = f"import numpy as np\nx1 = np.array({x1.tolist()})\nx2 = np.array({x2.tolist()})\n"
    command = [sys.executable, "-c", start + "\n".join(lines)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for text, line in zip(FORMULAS, printed.splitlines(), strict=True):
        values = [float(value) for value in line.strip("[]").split(",")]
        np.testing.assert_allclose(values, Formula(text)(x1, x2))
