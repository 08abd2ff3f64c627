import numpy as np

from nnplay.data import encode
from nnplay.metrics import confusion_matrix, r_squared


def test_confusion_counts_true_classes_in_rows_and_predictions_in_columns():
    targets = encode(np.array([0, 0, 1, 2, 2, 2]), 3)
    predictions = encode(np.array([0, 1, 1, 2, 2, 0]), 3)
    expected = [[1, 1, 0], [0, 1, 0], [1, 0, 2]]
    assert confusion_matrix(predictions, targets, 3).tolist() == expected


def test_a_binary_prediction_is_class_0_where_it_is_not_negative():
    targets = encode(np.array([0, 0, 1, 1]), 2)
    predictions = np.array([[0.9], [0.0], [-0.1], [0.2]])
    assert confusion_matrix(predictions, targets, 2).tolist() == [[2, 0], [1, 1]]


def test_r_squared_is_1_for_a_perfect_fit_and_0_for_the_mean():
    targets = np.array([[1.0], [2.0], [4.0]])
    assert r_squared(targets, targets) == 1
    assert abs(r_squared(np.full_like(targets, targets.mean()), targets)) < 1e-12


def test_r_squared_of_a_constant_target_is_0():
    assert r_squared(np.ones((3, 1)), np.ones((3, 1))) == 0
