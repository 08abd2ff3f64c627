import pytest

from nnplay.definition import DefinitionError, read_definition, write_definition
from nnplay.labs.paint import PaintConfig

CONFIG = PaintConfig()

TEXT = """
# a small one
input xy coordinate_scale=3.2
dense 10 tanh
dense 4 tanh   # the last
output grey sigmoid
optimizer sgd learning_rate=0.1
"""


def test_a_text_stands_for_settings():
    assert read_definition(TEXT, CONFIG) == {
        "encoding": "xy",
        "coordinate_scale": 3.2,
        "hidden": [10, 4],
        "activation": "tanh",
        "colors": "grey",
        "output": "sigmoid",
        "optimizer": "sgd",
        "learning_rate": 0.1,
    }


@pytest.mark.parametrize(
    "settings", [{}, {"hidden": [], "decay_samples": 0}, {"hidden": [64] * 10, "encoding": "xy"}]
)
def test_what_is_written_reads_as_the_same(settings):
    config = PaintConfig.from_dict(settings)
    text = write_definition(config.to_dict())
    assert CONFIG.changed(read_definition(text, CONFIG)) == config


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("conv 3", 1, "unknown line: 'conv' .expected input, dense"),
        ("dense 20 relu\ndense", 2, "missing number of neurons"),
        ("dense 70", 1, "invalid hidden: 70"),
        ("dense many relu", 1, "invalid hidden: 'many'"),
        ("\n\ndense 4 relux", 3, "unknown activation: 'relux'"),
        ("dense 4 relu\ndense 4 tanh", 2, "all layers have the same: relu"),
        ("dense 4 relu\n" * 11, 11, "invalid hidden"),
        ("output rgb linear tanh", 1, "unexpected word: 'tanh'"),
        ("output rgb\noutput grey", 2, "repeated line: 'output'"),
        ("optimizer adam rate=3", 1, "unknown name: 'rate' .expected learning_rate, decay"),
        ("optimizer adam learning_rate=nan", 1, "invalid learning_rate: nan"),
        ("optimizer adam learning_rate=", 1, "invalid learning_rate: ''"),
        ("dense 4 relu x=1", 1, "unknown name: 'x' .expected none"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, line, message):
    with pytest.raises(DefinitionError, match=message) as raised:
        read_definition(text, CONFIG)
    assert raised.value.line == line
    assert str(raised.value).startswith(f"line {line}: ")
