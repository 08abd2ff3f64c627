"""What scripts have in common: settings, and but for Keras, reports and the loop."""

from __future__ import annotations

from nnplay.export.layout import define, lines
from nnplay.export.plan import Plan

REPORTS = 10


def settings_code(plan: Plan, epochs: int | None = None) -> str:
    """The numbers to play with. epochs: for a library that counts nothing else."""
    settings = plan.settings
    amount = f"{plan.unit.upper()} = {plan.amount}" if epochs is None else f"EPOCHS = {epochs}"
    decay = f"DECAY_SAMPLES = {settings.decay_samples}  # the learning rate is a tenth then"
    penalty = f"REGULARIZATION_RATE = {settings.regularization_rate}"
    return lines(
        amount,
        f"BATCH_SIZE = {settings.batch_size}",
        f"LEARNING_RATE = {settings.learning_rate}",
        decay if settings.decay_samples else "",
        penalty if settings.regularization != "none" else "",
        f"CLIP_NORM = {settings.clip_norm}" if settings.clip_norm else "",
        f"DROPOUT = {settings.dropout}" if settings.dropout else "",
    )


def rate_code(plan: Plan) -> str:
    """The learning rate of an update, after `seen` samples; empty where it stays the same."""
    if not plan.settings.decay_samples:
        return ""
    return "rate = LEARNING_RATE * 0.1 ** min(1, seen / DECAY_SAMPLES)"


def report_code(plan: Plan, has_test: bool, measure: str) -> str:
    """A function that prints the losses; measure: code of a loss of {inputs} and {targets}."""
    unit = plan.unit.removesuffix("s")
    train = measure.format(inputs="train_inputs", targets="train_targets")
    test = measure.format(inputs="test_inputs", targets="test_targets")
    shown = f"{unit} {{{unit}:5}}   training loss {{train_loss:.6f}}"
    return define(
        f"def report({unit})",
        "",
        f"train_loss = {train}",
        f"test_loss = {test}" if has_test else "",
        f'print(f"{shown}{"   test loss {test_loss:.6f}" if has_test else ""}")',
    )


def loop_code(plan: Plan, shuffle: str, draw: str) -> str:
    """Trains, and reports now and then.

    shuffle, draw: code for a new order of all samples, and for a batch of any.
    """
    every = max(1, plan.amount // REPORTS)
    seen = bool(plan.settings.decay_samples)
    if plan.unit == "epochs":
        more = ", (epoch - 1) * len(order) + start" if seen else ""
        order = shuffle if plan.settings.sampling == "shuffled" else "np.arange(len(train_inputs))"
        return lines(
            "report(0)",
            "for epoch in range(1, EPOCHS + 1):",
            f"    order = {order}",
            "    for start in range(0, len(order), BATCH_SIZE):",
            f"        train(order[start : start + BATCH_SIZE]{more})",
            *_report_now_and_then("epoch", every),
        )
    return lines(
        "report(0)",
        "for step in range(1, STEPS + 1):",
        f"    train({draw}{', (step - 1) * BATCH_SIZE' if seen else ''})",
        *_report_now_and_then("step", every),
    )


def _report_now_and_then(unit: str, every: int) -> list[str]:
    if every == 1:
        return [f"    report({unit})"]
    condition = f"{unit} % {every} == 0 or {unit} == {unit.upper()}S"
    return [f"    if {condition}:", f"        report({unit})"]


def note_on(plan: Plan, promise: str) -> str:
    """What the script shares with the page, and what it leaves out."""
    if plan.weights is not None:
        promise = (
            "It starts from the weights that the page has trained, so it prints the page's loss. "
            f"Raise {plan.unit.upper()} to train on; the optimizer starts anew."
        )
    if plan.settings.sampling == "hard":
        promise += " The page draws half of each batch where the error is largest; here, at random."
    if plan.lab.session.frozen.any():
        promise += " Weights that are frozen on the page are trained here."
    return promise
