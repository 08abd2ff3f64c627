import numpy as np
import pytest

from nnplay.sampling import SAMPLERS, Hard, Random, Shuffled


def make(name, n=7):
    return SAMPLERS[name](n, np.random.default_rng(0))


def test_shuffled_shows_every_sample_once_an_epoch_and_ends_with_a_short_batch():
    sampler = make("shuffled")
    batches = [sampler.next(3) for _ in range(3)]
    assert [len(batch) for batch in batches] == [3, 3, 1]
    assert sorted(np.concatenate(batches)) == list(range(7))
    assert (sampler.epoch, sampler.position) == (1, 0)


def test_shuffled_shuffles_anew_every_epoch():
    sampler = make("shuffled", n=50)
    assert sampler.next(50).tolist() != sampler.next(50).tolist()


def test_ordered_keeps_the_order_of_the_data_and_ends_with_a_short_batch():
    sampler = make("ordered")
    batches = [sampler.next(3).tolist() for _ in range(6)]
    assert batches == 2 * [[0, 1, 2], [3, 4, 5], [6]]
    assert sampler.epoch == 2


@pytest.mark.parametrize("name", ["random", "hard"])
def test_drawing_with_replacement_gives_full_batches_and_counts_epochs_by_draws(name):
    sampler = make(name)
    assert [len(sampler.next(5)) for _ in range(3)] == [5, 5, 5]
    assert (sampler.epoch, sampler.position) == (2, 1)


@pytest.mark.parametrize("name", SAMPLERS)
def test_the_same_seed_gives_the_same_samples(name):
    one, other = make(name), make(name)
    for _ in range(5):
        assert one.next(4).tolist() == other.next(4).tolist()


@pytest.mark.parametrize("name", SAMPLERS)
def test_a_state_that_is_restored_goes_on_alike(name):
    sampler = make(name)
    sampler.next(4)
    state = sampler.state()
    expected = [sampler.next(4).tolist() for _ in range(4)]
    sampler.restore(state)
    assert [sampler.next(4).tolist() for _ in range(4)] == expected


def test_hard_takes_half_of_its_samples_in_proportion_to_their_error():
    sampler = Hard(10, np.random.default_rng(0))
    sampler.prefer(np.array([0, 0, 0, 1, 0, 0, 0, 3, 0, 0.0]))
    counts = np.bincount(np.concatenate([sampler.next(100)[:50] for _ in range(200)]), minlength=10)
    assert counts.sum() == counts[3] + counts[7]
    assert 2.8 < counts[7] / counts[3] < 3.2


def test_looking_at_errors_does_not_change_what_is_drawn_at_random():
    looked, other = make("hard"), make("hard")
    looked.prefer(np.arange(7.0))
    assert looked.next(4)[2:].tolist() == other.next(4)[2:].tolist()


@pytest.mark.parametrize("errors", [np.zeros(7), np.full(7, np.nan), np.full(7, np.inf)])
def test_hard_ignores_errors_that_say_nothing(errors):
    sampler = Hard(7, np.random.default_rng(0))
    sampler.prefer(errors)
    assert set(sampler.next(1000)) == set(range(7))


def test_the_others_take_no_note_of_errors():
    for kind in (Shuffled, Random):
        one, other = kind(7, np.random.default_rng(0)), kind(7, np.random.default_rng(0))
        one.prefer(np.arange(7.0))
        assert one.next(5).tolist() == other.next(5).tolist()
