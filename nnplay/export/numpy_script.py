"""A run in plain NumPy: forward, backpropagation and update written out."""

from __future__ import annotations

from nnplay.export.data_code import DATA_CODE
from nnplay.export.layout import define, docstring, imports, join_blocks, lines, numbers
from nnplay.export.plan import Plan
from nnplay.export.source import sources_of
from nnplay.export.training_code import (
    loop_code,
    note_on,
    rate_code,
    report_code,
    settings_code,
)
from nnplay.optim import OPTIMIZERS, clip_norm

# activation -> its value and its slope, of the sums z (batch, width)
ACTIVATION_CODE = {
    "tanh": ("np.tanh(z)", "1 - np.tanh(z) ** 2"),
    "relu": ("np.maximum(z, 0)", "(z > 0).astype(z.dtype)"),
    "sigmoid": ("0.5 + 0.5 * np.tanh(0.5 * z)", "0.25 - 0.25 * np.tanh(0.5 * z) ** 2"),
    "linear": ("z", "np.ones_like(z)"),
    "leaky_relu": ("np.maximum(z, 0.01 * z)", "np.where(z > 0, 1, 0.01).astype(z.dtype)"),
    "elu": ("np.maximum(z, 0) + np.exp(np.minimum(z, 0)) - 1", "np.exp(np.minimum(z, 0))"),
    "softplus": ("np.logaddexp(z, 0)", "0.5 + 0.5 * np.tanh(0.5 * z)"),
    "swish": ("z * sigmoid(z)", "sigmoid(z) * (1 + z * (1 - sigmoid(z)))"),
    "gelu": ("0.5 * z * (1 + bend(z))", "0.5 * (1 + bend(z)) + 0.5 * z * bend_slope(z)"),
    "sine": ("np.sin(z)", "np.cos(z)"),
    "gaussian": ("np.exp(-z * z)", "-2 * z * np.exp(-z * z)"),
    "hard_tanh": ("np.clip(z, -1, 1)", "(np.abs(z) <= 1).astype(z.dtype)"),
}

INITIALIZER_CODE = {
    "xavier": "np.sqrt(6 / (n_in + n_out)) * rng.uniform(-1, 1, (n_in, n_out))",
    "he": "rng.normal(0, np.sqrt(2 / max(n_in, 1)), (n_in, n_out))",
    "lecun": "rng.normal(0, np.sqrt(1 / max(n_in, 1)), (n_in, n_out))",
    "uniform": "rng.uniform(-0.5, 0.5, (n_in, n_out))",
    "zeros": "np.zeros((n_in, n_out))",
    "constant": "np.full((n_in, n_out), 0.5)",
}

# activation -> functions that it needs, as (name, value)
HELPERS = {
    "swish": [("sigmoid", "0.5 + 0.5 * np.tanh(0.5 * z)")],
    "gelu": [
        ("bend", "np.tanh(0.79788456 * (z + 0.044715 * z**3))"),
        ("bend_slope", "0.79788456 * (1 + 0.134145 * z * z) * (1 - bend(z) ** 2)"),
    ],
}

SOFTMAX = [
    "e = np.exp(z - z.max(axis=1, keepdims=True))",
    "return e / e.sum(axis=1, keepdims=True)",
]
LOG_SUM_EXP = "z.max(axis=1) + np.log(np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1))"
HALF_SQUARE = ["p = predict(z)", "return 0.5 * np.square(p - t).sum(axis=1).mean()"]

# (problem, loss) -> predictions of logits z, their loss for targets t, its slope by z
OBJECTIVE_CODE: dict[tuple[str, str], tuple[list[str], list[str], str]] = {
    ("regression", "squared_error"): (["return z"], HALF_SQUARE, "p - t"),
    ("regression", "huber"): (
        ["return z"],
        [
            "distance = np.abs(predict(z) - t)",
            "near = np.minimum(distance, 1)",
            "return (near * (distance - 0.5 * near)).sum(axis=1).mean()",
        ],
        "np.clip(p - t, -1, 1)",
    ),
    ("bounded", "squared_error"): (
        ["return 0.5 + 0.5 * np.tanh(0.5 * z)  # sigmoid"],
        HALF_SQUARE,
        "(p - t) * p * (1 - p)",
    ),
    ("binary", "squared_error"): (["return np.tanh(z)"], HALF_SQUARE, "(p - t) * (1 - p * p)"),
    ("binary", "cross_entropy"): (
        ["return np.tanh(0.5 * z)  # 2 sigmoid(z) - 1"],
        ["return np.logaddexp(0, -t * z).sum(axis=1).mean()"],
        "0.5 * (p - t)",
    ),
    ("multiclass", "squared_error"): (
        SOFTMAX,
        HALF_SQUARE,
        "p * (p - t - ((p - t) * p).sum(axis=1, keepdims=True))",
    ),
    ("multiclass", "cross_entropy"): (
        SOFTMAX,
        [
            f"log_sum = {LOG_SUM_EXP}",
            "return (log_sum - (t * z).sum(axis=1)).mean()",
        ],
        "p - t",
    ),
}


def write_numpy(plan: Plan) -> str:
    """The script."""
    data = DATA_CODE[plan.lab.name][0](plan.lab)
    settings = plan.settings
    promise = (
        "Data, first weights and batches are the page's, and so are the losses, up to rounding, "
        "if nothing was changed on the way."
    )
    blocks = [
        docstring(
            f"A {plan.network} network learns {data.title}, in plain NumPy. Made with nnplay.",
            note_on(plan, promise),
            data.usage,
        ),
        imports(*data.imports, "from itertools import pairwise"),
        f"LAYERS = {plan.layers}\n" + settings_code(plan),
        "# ----- data -----",
        *data.blocks,
        "# ----- network: all weights and biases lie in one vector, w -----",
        *_activations(plan),
        _views(),
        _forward(plan),
        "# ----- loss -----",
        *_objective(plan),
        _gradient(plan),
        "# ----- training -----",
        *(sources_of(clip_norm) if settings.clip_norm else []),
        *_optimizer(settings.optimizer),
        *_start(plan),
        _train(plan),
        report_code(plan, data.has_test, "loss(forward({inputs})[0][-1], {targets})"),
        loop_code(
            plan,
            shuffle="rng.permutation(len(train_inputs))",
            draw="rng.integers(len(train_inputs), size=BATCH_SIZE)",
        ),
    ]
    if data.ending:
        blocks += ["painting = predict(forward(train_inputs)[0][-1])\n" + data.ending]
    return join_blocks(blocks)


# ----- the network -----


def _activations(plan: Plan) -> list[str]:
    names = list(dict.fromkeys(plan.settings.activations))
    rows = [row for name in names for row in HELPERS.get(name, []) if row[0] not in names]
    for name in names:
        value, slope = ACTIVATION_CODE[name]
        rows += [(name, value), (f"{name}_slope", slope)]
    functions = [define(f"def {name}(z)", "", f"return {value}") for name, value in rows]
    return [
        *functions,
        lines(
            f"ACTIVATIONS = {_per_layer(plan, '{}')}",
            f"SLOPES = {_per_layer(plan, '{}_slope')}",
        ),
    ]


def _per_layer(plan: Plan, pattern: str) -> str:
    names = [pattern.format(name) for name in plan.settings.activations]
    is_same = len(names) > 1 and len(set(names)) == 1
    return f"[{names[0]}] * {len(names)}" if is_same else f"[{', '.join(names)}]"


def _views() -> str:
    return define(
        "def views(vector)",
        "Weight and bias of every layer, as views of a vector.",
        "parts, at = [], 0",
        "for n_in, n_out in pairwise(LAYERS):",
        "    middle, end = at + n_in * n_out, at + n_in * n_out + n_out",
        "    parts.append((vector[at:middle].reshape(n_in, n_out), vector[middle:end]))",
        "    at = end",
        "return parts",
    )


def _forward(plan: Plan) -> str:
    dropout = bool(plan.settings.dropout)
    return define(
        f"def forward(inputs{', masks=()' if dropout else ''})",
        "The sums z of every layer (batch, width), and what goes into each layer.",
        "sums, units = [], [inputs]",
        "for layer, (weight, bias) in enumerate(views(w)):",
        "    sums.append(units[-1] @ weight + bias)",
        "    if layer < len(ACTIVATIONS):",
        "        units.append(ACTIVATIONS[layer](sums[-1]))",
        "        if masks:" if dropout else "",
        "            units[-1] *= masks[layer]" if dropout else "",
        "return sums, units",
    )


# ----- the loss -----


def _objective(plan: Plan) -> list[str]:
    predict, loss, slope = OBJECTIVE_CODE[plan.problem, plan.loss]
    return [
        define("def predict(z)", "", *predict),
        define("def loss(z, t)", "Mean over the batch, of logits z and targets t.", *loss),
        define(
            "def loss_slope(z, t)",
            "d loss / d z of each sample.",
            "p = predict(z)",
            f"return {slope}",
        ),
    ]


def _gradient(plan: Plan) -> str:
    dropout = bool(plan.settings.dropout)
    return define(
        f"def gradient(inputs, targets{', masks' if dropout else ''})",
        "The gradient of the loss by backpropagation, laid out like w.",
        f"sums, units = forward(inputs{', masks' if dropout else ''})",
        "result = np.empty_like(w)",
        "g = loss_slope(sums[-1], targets) / len(inputs)",
        "for layer in reversed(range(len(sums))):",
        "    of_weight, of_bias = views(result)[layer]",
        "    of_weight[...] = units[layer].T @ g",
        "    of_bias[...] = g.sum(axis=0)",
        "    if layer > 0:",
        "        weight, _ = views(w)[layer]",
        "        g = (g @ weight.T) * SLOPES[layer - 1](sums[layer - 1])",
        "        g *= masks[layer - 1]" if dropout else "",
        "return result",
    )


# ----- training -----


def _optimizer(name: str) -> list[str]:
    needs = sources_of(OPTIMIZERS["adam"].update) if name == "adamw" else []
    return [*needs, sources_of(OPTIMIZERS[name].update)[-1]]


def _start(plan: Plan) -> list[str]:
    """The parameters, and what the optimizer remembers."""
    settings = plan.settings
    rule = OPTIMIZERS[settings.optimizer]
    slots = ["np.zeros((), w.dtype)"] * rule.counters + ["np.zeros_like(w)"] * rule.slots
    is_regular = settings.regularization != "none"
    rest = lines(
        f"slots = [{', '.join(slots)}]" if slots else "",
        "is_weight = np.zeros_like(w)" if is_regular else "",
        "for weight, _ in views(is_weight):" if is_regular else "",
        "    weight[...] = 1" if is_regular else "",
        f"rng = np.random.default_rng([{settings.seed}, 1])",
    )
    if plan.weights is not None:
        return [numbers("w", plan.weights), rest]
    start = lines(
        f"rng = np.random.default_rng([{settings.seed}, 0])",
        f"w = np.zeros({plan.lab.session.model.vector.size}, np.float32)",
        f"for (weight, bias), first in zip(views(w), {plan.biases}, strict=True):",
        "    n_in, n_out = weight.shape",
        f"    weight[...] = {INITIALIZER_CODE[settings.initializer]}",
        "    bias[...] = first",
    )
    return [start, rest]


def _train(plan: Plan) -> str:
    settings = plan.settings
    rule = OPTIMIZERS[settings.optimizer]
    dropout, decay = bool(settings.dropout), rate_code(plan)
    rate = "rate" if decay else "LEARNING_RATE"
    slots = ", *slots" if rule.counters + rule.slots else ""
    masks = [
        "shapes = [(len(chosen), width) for width in LAYERS[1:-1]]",
        "kept = [rng.random(shape, np.float32) < 1 - DROPOUT for shape in shapes]",
        "masks = [mask / np.float32(1 - DROPOUT) for mask in kept]",
    ]
    l1 = [
        f"shrunk = np.abs(w) - {rate} * REGULARIZATION_RATE * is_weight",
        "w[...] = np.sign(w) * np.maximum(shrunk, 0)",
    ]
    inputs = "train_inputs[chosen], train_targets[chosen]"
    return define(
        f"def train(chosen{', seen' if decay else ''})",
        f"One update on the chosen samples{', after `seen` samples' if decay else ''}.",
        *(masks if dropout else []),
        f"g = gradient({inputs}{', masks' if dropout else ''})",
        decay,
        "g += REGULARIZATION_RATE * is_weight * w" if settings.regularization == "l2" else "",
        "clip_norm(g, CLIP_NORM)" if settings.clip_norm else "",
        f"{settings.optimizer}(w, g, {rate}{slots})",
        *(l1 if settings.regularization == "l1" else []),
    )
