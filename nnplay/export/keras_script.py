"""A run in Keras 3, with `fit`: same rules, Keras' own random numbers."""

from __future__ import annotations

from nnplay.export.data_code import DATA_CODE
from nnplay.export.layout import define, docstring, imports, join_blocks, lines, numbers
from nnplay.export.plan import Plan
from nnplay.export.training_code import note_on, settings_code

ACTIVATION_CODE = {
    "tanh": '"tanh"',
    "relu": '"relu"',
    "sigmoid": '"sigmoid"',
    "linear": '"linear"',
    "leaky_relu": "leaky_relu",
    "elu": '"elu"',
    "softplus": '"softplus"',
    "swish": '"silu"',
    "gelu": "gelu",
    "sine": "ops.sin",
    "gaussian": "gaussian",
    "hard_tanh": "hard_tanh",
}

FUNCTIONS = {
    "leaky_relu": "ops.leaky_relu(z, 0.01)",
    "gelu": "ops.gelu(z, approximate=True)",
    "gaussian": "ops.exp(-z * z)",
    "hard_tanh": "ops.clip(z, -1, 1)",
}

HALF_SQUARE = "return 0.5 * ops.sum(ops.square(p - t), axis=-1)"

# (problem, loss) -> activation of the output layer, loss of its values p for targets t
OBJECTIVE_CODE = {
    ("regression", "squared_error"): ("linear", HALF_SQUARE),
    ("regression", "huber"): ("linear", "return keras.losses.huber(t, p)"),
    ("bounded", "squared_error"): ("sigmoid", HALF_SQUARE),
    ("binary", "squared_error"): ("tanh", HALF_SQUARE),
    ("binary", "cross_entropy"): (
        "linear",
        "return ops.sum(ops.softplus(-t * p), axis=-1)  # p are logits",
    ),
    ("multiclass", "squared_error"): ("softmax", HALF_SQUARE),
    ("multiclass", "cross_entropy"): (
        "linear",
        "return keras.losses.categorical_crossentropy(t, p, from_logits=True)",
    ),
}

# Keras' Adagrad and RMSprop add epsilon under the root: 1e-16 there is 1e-8 beside it.
OPTIMIZER_CODE = {
    "sgd": "SGD({rate})",
    "momentum": "SGD({rate}, momentum=0.9)",
    "nesterov": "SGD({rate}, momentum=0.9, nesterov=True)",
    "adagrad": "Adagrad({rate}, initial_accumulator_value=0, epsilon=1e-16)",
    "rmsprop": "RMSprop({rate}, rho=0.9, epsilon=1e-16)",
    "adadelta": "Adadelta({rate}, rho=0.95, epsilon=1e-6)",
    "adam": "Adam({rate}, epsilon=1e-8)",
    "adamw": "AdamW({rate}, weight_decay=0.01, epsilon=1e-8)",
}

SCALED = 'initializers.VarianceScaling({}, "fan_in", "untruncated_normal", seed)'

INITIALIZER_CODE = {
    "xavier": "initializers.GlorotUniform(seed)",
    "he": SCALED.format(2),
    "lecun": SCALED.format(1),
    "uniform": "initializers.RandomUniform(-0.5, 0.5, seed)",
    "zeros": "initializers.Zeros()",
    "constant": "initializers.Constant(0.5)",
}


def write_keras(plan: Plan) -> str:
    """The script."""
    data = DATA_CODE[plan.lab.name][0](plan.lab)
    settings = plan.settings
    promise = (
        "The data are the page's. First weights and batches follow the page's rules with Keras' "
        "random numbers, so losses differ a little."
    )
    used = [name for name in dict.fromkeys(settings.activations) if name in FUNCTIONS]
    functions = [define(f"def {name}(z)", "", f"return {FUNCTIONS[name]}") for name in used]
    blocks = [
        docstring(
            f"A {plan.network} network learns {data.title}, in Keras 3. Made with nnplay.",
            note_on(plan, promise),
            _differences(plan),
            data.usage,
        ),
        imports(*data.imports, "import keras", *_names(plan)),
        settings_code(plan, epochs=_epochs(plan)),
        "# ----- data -----",
        *data.blocks,
        "# ----- network -----",
        *functions,
        *_dense(plan),
        _model(plan),
        *_weights(plan),
        "# ----- training -----",
        define(
            "def loss(t, p)",
            "Of each sample: targets t, outputs p.",
            OBJECTIVE_CODE[plan.problem, plan.loss][1],
        ),
        _decay(plan),
        _fit(plan, data.has_test),
    ]
    if data.ending:
        blocks.append("painting = model.predict(train_inputs, verbose=0)\n" + data.ending)
    return join_blocks(blocks)


def _names(plan: Plan) -> list[str]:
    code = OBJECTIVE_CODE[plan.problem, plan.loss][1]
    names = plan.settings.activations
    code += "".join(FUNCTIONS.get(name, ACTIVATION_CODE[name]) for name in names) + _decay(plan)
    return [f"from keras import initializers, {'layers, ops' if 'ops.' in code else 'layers'}"]


def _differences(plan: Plan) -> str:
    settings = plan.settings
    texts = []
    if settings.regularization != "none":
        texts.append("The losses that Keras prints have the penalty in them.")
    if settings.regularization == "l1":
        texts.append("Its L1 follows the slope of |w|, so weights do not become exactly zero.")
    if plan.unit == "steps":
        texts.append("Keras shuffles the samples; the page draws them at random.")
    return " ".join(texts)


def _epochs(plan: Plan) -> int:
    """As many as give the page's steps, or more."""
    if plan.unit == "epochs":
        return plan.amount
    return -(-plan.amount * plan.settings.batch_size // len(plan.lab.session.inputs))


def _dense(plan: Plan) -> list[str]:
    """A layer as nnplay makes it."""
    settings = plan.settings
    regularizer = {
        "none": "",
        "l1": "keras.regularizers.L1(REGULARIZATION_RATE)",
        "l2": "keras.regularizers.L2(REGULARIZATION_RATE / 2)",
    }[settings.regularization]
    return [
        define(
            "def dense(width, activation, bias, seed)",
            "A layer that starts as the page's do.",
            "return layers.Dense(",
            "    width,",
            "    activation,",
            f"    kernel_initializer={INITIALIZER_CODE[settings.initializer]},",
            "    bias_initializer=initializers.Constant(bias),",
            f"    kernel_regularizer={regularizer}," if regularizer else "",
            ")",
        )
    ]


def _model(plan: Plan) -> str:
    settings = plan.settings
    parts = []
    for layer, name in enumerate(settings.activations, 1):
        more = f"{plan.biases[layer - 1]}, {layer}"
        parts.append(f"        dense({plan.layers[layer]}, {ACTIVATION_CODE[name]}, {more}),")
        parts += ["        layers.Dropout(DROPOUT),"] * bool(settings.dropout)
    output = OBJECTIVE_CODE[plan.problem, plan.loss][0]
    return lines(
        f"keras.utils.set_random_seed({settings.seed})",
        "model = keras.Sequential(",
        "    [",
        f"        keras.Input(({plan.layers[0]},)),",
        *parts,
        f'        dense({plan.layers[-1]}, "{output}", {plan.biases[-1]}, {len(plan.layers) - 1}),',
        "    ]",
        ")",
    )


def _weights(plan: Plan) -> list[str]:
    if plan.weights is None:
        return []
    load = lines(
        "at = 0",
        "for variable in model.trainable_variables:  # weight, bias, weight, bias, …",
        "    size = np.prod(variable.shape)",
        "    variable.assign(trained[at : at + size].reshape(variable.shape))",
        "    at += size",
    )
    return [numbers("trained", plan.weights), load]


def _decay(plan: Plan) -> str:
    if not plan.settings.decay_samples:
        return ""
    return define(
        "class Decay(keras.optimizers.schedules.LearningRateSchedule)",
        "",
        "def __call__(self, step):",
        '    """A tenth is left after DECAY_SAMPLES, and from then on."""',
        "    updates = -(-len(train_inputs) // BATCH_SIZE)  # of an epoch",
        '    samples = ops.cast(step, "float32") * len(train_inputs) / updates',
        "    return LEARNING_RATE * 0.1 ** ops.minimum(1.0, samples / DECAY_SAMPLES)",
    )


def _fit(plan: Plan, has_test: bool) -> str:
    settings = plan.settings
    rate = "Decay()" if settings.decay_samples else "LEARNING_RATE"
    optimizer = OPTIMIZER_CODE[settings.optimizer].format(rate=rate)
    if settings.clip_norm:
        optimizer = f"{optimizer.removesuffix(')')}, global_clipnorm=CLIP_NORM)"
    test = "test_inputs, test_targets"
    is_trained = plan.weights is not None
    return lines(
        f"optimizer = keras.optimizers.{optimizer}",
        "model.compile(optimizer, loss)",
        'print("training loss", model.evaluate(train_inputs, train_targets, verbose=0))'
        if is_trained
        else "",
        "model.fit(",
        "    train_inputs,",
        "    train_targets,",
        "    batch_size=BATCH_SIZE,",
        "    epochs=EPOCHS,",
        f"    validation_data=({test})," if has_test else "",
        "    shuffle=False," if settings.sampling == "ordered" else "",
        "    verbose=2,",
        ")",
    )
