"""A run with nnplay itself: the library's parts, and the loop that a Session records."""

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


def write_nnplay(plan: Plan) -> str:
    """The script."""
    data = DATA_CODE[plan.lab.name][1](plan.lab)
    settings = plan.settings
    promise = (
        "Data, first weights and batches are the page's, and so are the losses, exactly, if "
        "nothing was changed on the way."
    )
    penalty = {"none": [], "l1": ["shrink_l1"], "l2": ["add_l2"]}[settings.regularization]
    clipping = ["clip_norm"] if settings.clip_norm else []
    optimizers = ", ".join(sorted(["Optimizer", *penalty, *clipping]))
    blocks = [
        docstring(
            f"A {plan.network} network learns {data.title}, with nnplay.",
            note_on(plan, promise),
            data.usage,
        ),
        imports(
            *data.imports,
            "from nnplay import MLP, Tensor, gradients",
            "from nnplay.losses import OBJECTIVES",
            f"from nnplay.optim import {optimizers}",
        ),
        f"LAYERS = {plan.layers}\n" + settings_code(plan),
        "# ----- data -----",
        *data.blocks,
        "# ----- network -----",
        *_network(plan),
        "# ----- training -----",
        f"rng = np.random.default_rng([{settings.seed}, 1])",
        _train(plan),
        _measure(),
        report_code(plan, data.has_test, "measure({inputs}, {targets})"),
        loop_code(
            plan,
            shuffle="rng.permutation(len(train_inputs))",
            draw="rng.integers(len(train_inputs), size=BATCH_SIZE)",
        ),
    ]
    if data.ending:
        call = "painting = objective.predict(model(Tensor(train_inputs))).data\n"
        blocks.append(call + data.ending)
    return join_blocks(blocks)


def _network(plan: Plan) -> list[str]:
    settings = plan.settings
    names = list(settings.activations)
    activation = f'"{names[0]}"' if len(set(names)) == 1 else str(names).replace("'", '"')
    model = f"model = MLP(LAYERS, {activation})" if names else "model = MLP(LAYERS)"
    start = (
        f'model.initialize("{settings.initializer}", np.random.default_rng([{settings.seed}, 0]))'
    )
    given = "model.vector[...] = trained"
    is_trained = plan.weights is not None
    weights = [numbers("trained", plan.weights)] if plan.weights is not None else []
    return [
        *weights,
        lines(
            model,
            given if is_trained else start,
            f'objective = OBJECTIVES["{plan.problem}", "{plan.loss}"]',
            f'optimizer = Optimizer("{settings.optimizer}", model.vector, LEARNING_RATE)',
            "is_weight = model.weight_mask()" if settings.regularization != "none" else "",
        ),
    ]


def _train(plan: Plan) -> str:
    settings = plan.settings
    dropout, decay = bool(settings.dropout), rate_code(plan)
    masks = [
        "shapes = [(len(chosen), width) for width in LAYERS[1:-1]]",
        "kept = [rng.random(shape, np.float32) < 1 - DROPOUT for shape in shapes]",
        "masks = [Tensor(mask / np.float32(1 - DROPOUT)) for mask in kept]",
    ]
    return define(
        f"def train(chosen{', seen' if decay else ''})",
        f"One update on the chosen samples{', after `seen` samples' if decay else ''}.",
        "inputs, targets = Tensor(train_inputs[chosen]), Tensor(train_targets[chosen])",
        *(masks if dropout else []),
        f"logits = {'model.forward(inputs, masks)[-1]' if dropout else 'model(inputs)'}",
        "loss = objective.loss(logits, targets)",
        "parts = gradients(loss, model.parameters)",
        "gradient = np.concatenate([part.ravel() for part in parts])",
        decay.replace("rate =", "optimizer.learning_rate ="),
        {
            "none": "",
            "l1": "",
            "l2": "add_l2(gradient, model.vector, is_weight, np.float32(REGULARIZATION_RATE))",
        }[settings.regularization],
        "clip_norm(gradient, np.float32(CLIP_NORM))" if settings.clip_norm else "",
        "optimizer.step(model.vector, gradient)",
        "shrink_l1(model.vector, is_weight, optimizer.rate, np.float32(REGULARIZATION_RATE))"
        if settings.regularization == "l1"
        else "",
    )


def _measure() -> str:
    return define(
        "def measure(inputs, targets)",
        "The loss over a whole set.",
        "return objective.loss(model(Tensor(inputs)), Tensor(targets)).item()",
    )
