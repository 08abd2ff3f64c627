from dataclasses import dataclass

from nnplay.stopping import StopRule


@dataclass
class Limits:
    stop_epoch: int = 0
    stop_loss: float = 0
    stop_plateau: int = 0


@dataclass
class Progress:
    epoch: int

    def __post_init__(self) -> None:
        self.step = self.epoch


def reasons(limits, losses, start=1):
    rule = StopRule()
    return [rule.check(limits, Progress(start + i), loss) for i, loss in enumerate(losses)]


def test_without_rules_training_goes_on():
    assert reasons(Limits(), [1, 1, 0, 0]) == [None] * 4


def test_it_stops_once_at_the_epoch_and_can_be_played_on():
    assert reasons(Limits(stop_epoch=2), [1, 1, 1]) == [None, "epoch 2 reached", None]


def test_an_epoch_that_was_jumped_over_still_stops():
    rule = StopRule()
    assert rule.check(Limits(stop_epoch=10), Progress(8), 1) is None
    assert rule.check(Limits(stop_epoch=10), Progress(12), 1) == "epoch 10 reached"


def test_it_stops_when_the_loss_falls_to_the_limit():
    found = reasons(Limits(stop_loss=0.1), [0.5, 0.09, 0.08])
    assert found == [None, "training loss 0.1 reached", None]


def test_it_stops_after_epochs_without_improvement():
    found = reasons(Limits(stop_plateau=3), [1, 0.5, 0.499, 0.498, 0.4975, 0.497])
    assert found == [None] * 4 + ["no improvement for 3 epochs", None]


def test_looking_without_training_never_stops():
    rule = StopRule()
    assert rule.check(Limits(stop_loss=1), Progress(0), 0.5) is None


def test_after_a_reset_the_rules_hold_again():
    rule = StopRule()
    limits = Limits(stop_epoch=2)
    assert rule.check(limits, Progress(2), 1) == "epoch 2 reached"
    assert rule.check(limits, Progress(0), 1) is None
    assert rule.check(limits, Progress(2), 1) == "epoch 2 reached"
