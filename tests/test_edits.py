import pytest

from nnplay.edits import MOST_EDITS, Condition, Edit, Edits, Place

WEIGHT, BIAS = Place(1, 0, 1), Place(2, 0)


def edit(place, before, after, stroke=None):
    return Edit(place, Condition(before, False), Condition(after, False), stroke)


@pytest.fixture
def edits():
    """Two edits, of a weight and of a bias."""
    edits = Edits()
    edits.note(edit(WEIGHT, 1, 2))
    edits.note(edit(BIAS, 3, 4))
    return edits


def test_edits_are_taken_back_latest_first(edits):
    assert edits.undo() == (BIAS, Condition(3, False))
    assert edits.undo() == (WEIGHT, Condition(1, False))
    assert edits.undo() is None


def test_what_was_taken_back_can_be_done_again(edits):
    edits.undo()
    edits.undo()
    assert edits.redo() == (WEIGHT, Condition(2, False))
    assert edits.redo() == (BIAS, Condition(4, False))
    assert edits.redo() is None
    assert edits.undo() == (BIAS, Condition(3, False))


def test_a_new_edit_forgets_what_was_taken_back(edits):
    edits.undo()
    edits.note(edit(WEIGHT, 2, 9))
    assert edits.redo() is None
    assert edits.undo() == (WEIGHT, Condition(2, False))


def test_a_stroke_is_one_edit(edits):
    for before, after in ((4, 5), (5, 6), (6, 7)):
        edits.note(edit(BIAS, before, after, stroke=1))
    edits.note(edit(BIAS, 7, 8, stroke=2))
    assert edits.undo() == (BIAS, Condition(7, False))
    assert edits.undo() == (BIAS, Condition(4, False))
    assert edits.redo() == (BIAS, Condition(7, False))


def test_a_stroke_is_about_one_parameter():
    edits = Edits()
    edits.note(edit(WEIGHT, 1, 2, stroke=1))
    edits.note(edit(BIAS, 3, 4, stroke=1))
    assert len(edits.past) == 2


def test_an_edit_that_changes_nothing_is_none(edits):
    edits.note(edit(BIAS, 4, 4))
    edits.note(edit(WEIGHT, 2, 5, stroke=1))
    edits.note(edit(WEIGHT, 5, 2, stroke=1))
    assert edits.undo() == (BIAS, Condition(3, False))


def test_only_the_last_edits_are_kept():
    edits = Edits()
    for value in range(2 * MOST_EDITS):
        edits.note(edit(BIAS, value, value + 1))
    assert len(edits.past) == MOST_EDITS
    assert edits.undo() == (BIAS, Condition(2 * MOST_EDITS - 1, False))


def test_nothing_is_left_after_clearing(edits):
    edits.undo()
    edits.clear()
    assert edits.undo() is edits.redo() is None
