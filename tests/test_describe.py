import json

from nnplay.describe import describe_labs
from nnplay.labs import LABS


def test_every_setting_of_every_lab_is_described_in_plain_values():
    described = json.loads(json.dumps(describe_labs()))
    assert list(described) == list(LABS)
    for name, lab in LABS.items():
        defaults = lab.settings().to_dict()
        assert {row["name"]: row["default"] for row in described[name]} == defaults
        assert all(row["kind"] and row["effect"] for row in described[name])
