"""A run in PyTorch, the way people write it there: same rules, PyTorch's own random numbers."""

from __future__ import annotations

from nnplay.export.data_code import DATA_CODE
from nnplay.export.layout import define, docstring, imports, join_blocks, lines, numbers
from nnplay.export.plan import Plan
from nnplay.export.training_code import (
    loop_code,
    note_on,
    rate_code,
    report_code,
    settings_code,
)

ACTIVATION_CODE = {
    "tanh": "nn.Tanh()",
    "relu": "nn.ReLU()",
    "sigmoid": "nn.Sigmoid()",
    "linear": "nn.Identity()",
    "leaky_relu": "nn.LeakyReLU(0.01)",
    "elu": "nn.ELU()",
    "softplus": "nn.Softplus()",
    "swish": "nn.SiLU()",
    "gelu": 'nn.GELU(approximate="tanh")',
    "sine": "Sine()",
    "gaussian": "Gaussian()",
    "hard_tanh": "nn.Hardtanh()",
}

MODULES = {"sine": ("Sine", "torch.sin(z)"), "gaussian": ("Gaussian", "torch.exp(-z * z)")}

HALF_SQUARE = "return 0.5 * (predict(z) - t).square().sum(1).mean()"

# (problem, loss) -> predictions of logits z, their loss for targets t
OBJECTIVE_CODE = {
    ("regression", "squared_error"): ("z", HALF_SQUARE),
    ("regression", "huber"): ("z", "return F.huber_loss(z, t)"),
    ("bounded", "squared_error"): ("torch.sigmoid(z)", HALF_SQUARE),
    ("binary", "squared_error"): ("torch.tanh(z)", HALF_SQUARE),
    ("binary", "cross_entropy"): (
        "torch.tanh(0.5 * z)  # 2 sigmoid(z) - 1",
        "return F.soft_margin_loss(z, t)  # log(1 + exp(-t z))",
    ),
    ("multiclass", "squared_error"): ("torch.softmax(z, 1)", HALF_SQUARE),
    ("multiclass", "cross_entropy"): ("torch.softmax(z, 1)", "return F.cross_entropy(z, t)"),
}

OPTIMIZER_CODE = {
    "sgd": "SGD(model.parameters(), LEARNING_RATE)",
    "momentum": "SGD(model.parameters(), LEARNING_RATE, momentum=0.9)",
    "nesterov": "SGD(model.parameters(), LEARNING_RATE, momentum=0.9, nesterov=True)",
    "adagrad": "Adagrad(model.parameters(), LEARNING_RATE, eps=1e-8)",
    "rmsprop": "RMSprop(model.parameters(), LEARNING_RATE, alpha=0.9)",
    "adadelta": "Adadelta(model.parameters(), LEARNING_RATE, rho=0.95)",
    "adam": "Adam(model.parameters(), LEARNING_RATE)",
    "adamw": "AdamW(model.parameters(), LEARNING_RATE, weight_decay=0.01)",
}

INITIALIZER_CODE = {
    "xavier": "nn.init.xavier_uniform_(layer.weight)",
    "he": 'nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")',
    "lecun": "nn.init.normal_(layer.weight, std=max(layer.in_features, 1) ** -0.5)",
    "uniform": "nn.init.uniform_(layer.weight, -0.5, 0.5)",
    "zeros": "nn.init.zeros_(layer.weight)",
    "constant": "nn.init.constant_(layer.weight, 0.5)",
}


def write_pytorch(plan: Plan) -> str:
    """The script."""
    data = DATA_CODE[plan.lab.name][0](plan.lab)
    promise = (
        "The data are the page's. First weights and batches follow the page's rules with "
        "PyTorch's random numbers, so losses differ a little."
    )
    blocks = [
        docstring(
            f"A {plan.network} network learns {data.title}, in PyTorch. Made with nnplay.",
            note_on(plan, promise),
            data.usage,
        ),
        imports(
            *data.imports,
            "import torch",
            "from torch import nn",
            *_functional(plan),
        ),
        settings_code(plan),
        "# ----- data -----",
        *data.blocks,
        _tensors(data.has_test),
        "# ----- network -----",
        *_network(plan),
        *_objective(plan),
        "# ----- training -----",
        f"optimizer = torch.optim.{_optimizer(plan)}",
        _train(plan),
        _measure(),
        report_code(plan, data.has_test, "measure({inputs}, {targets})"),
        loop_code(
            plan,
            shuffle="torch.randperm(len(train_inputs))",
            draw="torch.randint(len(train_inputs), (BATCH_SIZE,))",
        ),
    ]
    if data.ending:
        ending = ["model.eval()", "with torch.no_grad():"]
        ending += ["    painting = predict(model(train_inputs)).numpy()", data.ending]
        blocks.append(lines(*ending))
    return join_blocks(blocks)


def _functional(plan: Plan) -> list[str]:
    is_used = "F." in OBJECTIVE_CODE[plan.problem, plan.loss][1]
    is_used = is_used or plan.settings.regularization == "l1"
    return ["from torch.nn import functional as F"] * is_used


def _tensors(has_test: bool) -> str:
    names = ["train_inputs", "train_targets"]
    names += ["test_inputs", "test_targets"] * has_test
    return lines(*(f"{name} = torch.from_numpy({name})" for name in names))


def _network(plan: Plan) -> list[str]:
    settings = plan.settings
    used = [MODULES[name] for name in dict.fromkeys(settings.activations) if name in MODULES]
    modules = [
        f"class {name}(nn.Module):\n    def forward(self, z):\n        return {value}"
        for name, value in used
    ]
    parts = []
    for layer, name in enumerate(settings.activations):
        parts.append(f"    nn.Linear({plan.layers[layer]}, {plan.layers[layer + 1]}),")
        parts.append(f"    {ACTIVATION_CODE[name]},")
        parts += ["    nn.Dropout(DROPOUT),"] * bool(settings.dropout)
    parts.append(f"    nn.Linear({plan.layers[-2]}, {plan.layers[-1]}),")
    model = lines(
        f"torch.manual_seed({settings.seed})",
        "model = nn.Sequential(",
        *parts,
        ")",
        "linears = [layer for layer in model if isinstance(layer, nn.Linear)]",
    )
    return [*modules, model, *_weights(plan)]


def _weights(plan: Plan) -> list[str]:
    if plan.weights is None:
        return [
            lines(
                f"for layer, first in zip(linears, {plan.biases}, strict=True):",
                f"    {INITIALIZER_CODE[plan.settings.initializer]}",
                "    nn.init.constant_(layer.bias, first)",
            )
        ]
    load = lines(
        "at = 0",
        "with torch.no_grad():",
        "    for layer in linears:  # weight (in, out), then bias",
        "        n_in, n_out = layer.in_features, layer.out_features",
        "        weight = trained[at : at + n_in * n_out].reshape(n_in, n_out)",
        "        layer.weight.copy_(torch.from_numpy(weight.T.copy()))",
        "        at += n_in * n_out",
        "        layer.bias.copy_(torch.from_numpy(trained[at : at + n_out]))",
        "        at += n_out",
    )
    return [numbers("trained", plan.weights), load]


def _objective(plan: Plan) -> list[str]:
    predict, loss = OBJECTIVE_CODE[plan.problem, plan.loss]
    return [
        define("def predict(z)", "", f"return {predict}"),
        define("def loss(z, t)", "Mean over the batch, of logits z and targets t.", loss),
    ]


def _has_velocity(plan: Plan) -> bool:
    """Whether the optimizer goes on as fast as earlier learning rates have made it."""
    return bool(plan.settings.decay_samples) and plan.settings.optimizer in ("momentum", "nesterov")


def _optimizer(plan: Plan) -> str:
    code = OPTIMIZER_CODE[plan.settings.optimizer]
    return code.replace("LEARNING_RATE", "1") if _has_velocity(plan) else code


def _rate(plan: Plan) -> list[str]:
    """PyTorch multiplies the velocity by the rate of now, the page each gradient by its own."""
    if _has_velocity(plan):
        return ["for parameter in model.parameters():", "    parameter.grad *= rate"]
    return ['optimizer.param_groups[0]["lr"] = rate'] * bool(plan.settings.decay_samples)


def _train(plan: Plan) -> str:
    settings = plan.settings
    decay = rate_code(plan)
    rate = "rate" if decay else "LEARNING_RATE"
    l2 = [
        "penalty = sum(layer.weight.square().sum() for layer in linears)",
        "objective = objective + 0.5 * REGULARIZATION_RATE * penalty",
    ]
    l1 = [
        "with torch.no_grad():  # a proximal step: towards zero, and never across it",
        "    for layer in linears:",
        f"        shrunk = F.softshrink(layer.weight, {rate} * REGULARIZATION_RATE)",
        "        layer.weight.copy_(shrunk)",
    ]
    return define(
        f"def train(chosen{', seen' if decay else ''})",
        f"One update on the chosen samples{', after `seen` samples' if decay else ''}.",
        "model.train()" if settings.dropout else "",
        decay,
        "objective = loss(model(train_inputs[chosen]), train_targets[chosen])",
        *(l2 if settings.regularization == "l2" else []),
        "optimizer.zero_grad()",
        "objective.backward()",
        "nn.utils.clip_grad_norm_(model.parameters(), CLIP_NORM)" if settings.clip_norm else "",
        *_rate(plan),
        "optimizer.step()",
        *(l1 if settings.regularization == "l1" else []),
    )


def _measure() -> str:
    return define(
        "def measure(inputs, targets)",
        "The loss over a whole set.",
        "model.eval()",
        "with torch.no_grad():",
        "    return loss(model(inputs), targets).item()",
    )
