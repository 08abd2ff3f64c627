import numpy as np
import pytest

from nnplay.table import read_points, read_table

PLAIN = "1, 2, a\n-3, 4.5, b\n0, 0, a\n"


@pytest.mark.parametrize("mark", [",", ";", "\t", " "])
def test_any_common_separator_is_understood(mark):
    table = read_table(f"1{mark}2{mark}a\n3{mark}4{mark}b")
    assert table.rows == [["1", "2", "a"], ["3", "4", "b"]]


def test_numbers_may_have_a_comma_where_it_does_not_separate():
    for text in ("1,5;-2,25;a,b\n3;4;c", "1,5\t-2,25\ta,b\n3\t4\tc", "x;y;z\n1,5;-2,25;a,b\n3;4;c"):
        table = read_table(text)
        assert table.rows == [["1.5", "-2.25", "a,b"], ["3", "4", "c"]]


def test_a_header_is_recognised_by_having_no_number():
    table = read_table("age,height,group\n" + PLAIN)
    assert table.names == ["age", "height", "group"]
    assert read_table(PLAIN).names == ["column 1", "column 2", "column 3"]


def test_labels_become_classes_in_order_of_appearance():
    points = read_points(read_table(PLAIN), (0, 1, 2), "classification")
    np.testing.assert_allclose(points.inputs, np.array([[1, 2], [-3, 4.5], [0, 0]]))
    assert points.targets.tolist() == [0, 1, 0]
    assert points.class_names == ["a", "b"]
    assert not points.is_scaled


def test_columns_can_be_picked_and_regression_takes_numbers():
    points = read_points(read_table("a,1,2,0.5\nb,3,4,-0.5"), (1, 2, 3), "regression")
    np.testing.assert_allclose(points.inputs, [[1, 2], [3, 4]])
    np.testing.assert_allclose(points.targets, [0.5, -0.5])


def test_values_outside_the_plane_are_scaled_into_it():
    points = read_points(read_table("0,7,a\n100,7,b\n50,7,a"), (0, 1, 2), "classification")
    np.testing.assert_allclose(points.inputs, [[-5, 0], [5, 0], [0, 0]])
    assert points.is_scaled


def test_empty_lines_keep_the_row_numbers():
    with pytest.raises(ValueError, match="row 4 has no number in column 2: 'oops'"):
        table = read_table("x,y,c\n1,2,a\n\n3,oops,b")
        read_points(table, (0, 1, 2), "classification")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("1,2", "row 1 has 2 of the 3 columns"),
        ("x,y,c", "a header and no rows"),
        ("1,2,a\n3,4", "row 2 has 2 columns, the first row has 3"),
        ('1,2,a\n"' + 200_000 * "x", "row 2 cannot be read: field larger"),
        ("1,2,a\n" * 5001, "5,001 rows; at most 5,000"),
    ],
)
def test_a_table_that_is_none_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        read_table(text)


@pytest.mark.parametrize(
    ("text", "problem", "message"),
    [
        ("1,2,a\n3,4,a", "classification", "expected 2 to 6 different labels, not 1 in column 3"),
        ("\n".join(f"1,2,{c}" for c in "abcdefg"), "classification", "not 7 in column 3"),
        ("1,2,a\n3,4,b", "regression", "row 1 has no number in column 3: 'a'"),
        ("1,inf,a\n3,4,b", "classification", "row 1 has no number in column 2: 'inf'"),
        ("1,2,3\n3,4,1e39", "regression", "row 2 has no number in column 3: '1e39'"),
    ],
)
def test_points_that_are_none_are_refused_by_row_and_column(text, problem, message):
    with pytest.raises(ValueError, match=message):
        read_points(read_table(text), (0, 1, 2), problem)


def test_an_unknown_column_is_refused():
    with pytest.raises(ValueError, match=r"unknown column: 4 \(the table has 3\)"):
        read_points(read_table(PLAIN), (0, 1, 3), "classification")
