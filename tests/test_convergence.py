"""Where the study of TensorFlow Playground is quick, so is a network of default settings here."""

from statistics import median

import pytest

from tests.bench.convergence import ROWS, epochs_needed

QUICK = [name for name, row in ROWS.items() if 25 < row.peer < 100]
SEEDS = 5


@pytest.mark.parametrize("name", QUICK)
def test_half_of_the_seeds_learn_as_soon_as_the_peer(name):
    row = ROWS[name]
    needed = [epochs_needed(row._replace(most=2 * row.peer), seed) for seed in range(SEEDS)]
    assert median(epochs or row.most for epochs in needed) <= row.peer
