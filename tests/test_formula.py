import numpy as np
import pytest

from nnplay.formula import Formula, FormulaError

X1 = np.array([-2.0, 0.0, 1.5])
X2 = np.array([1.0, -1.0, 3.0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x1", X1),
        ("3", np.full(3, 3.0)),
        (" x1 * x2 - 1 ", X1 * X2 - 1),
        ("-x1**2 % 3", -(X1**2) % 3),
        ("sin(pi * x1) / e", np.sin(np.pi * X1) / np.e),
        ("hypot(x1, x2) < 2", (np.hypot(X1, X2) < 2).astype(float)),
        ("max(x1, abs(x2))", np.maximum(X1, np.abs(X2))),
    ],
)
def test_a_formula_computes_what_it_says(text, expected):
    np.testing.assert_allclose(Formula(text)(X1, X2), expected)


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("", "empty", 0),
        ("x1 +", "cannot read 'x1 +': invalid syntax (expected an expression in x1 and x2", 4),
        ("(x1", "'(' was never closed", 0),
        ("x1 + y", "unknown name 'y'", 5),
        ("x1 + foo(x2)", "unknown function 'foo'", 5),
        ("2 * sin", "write sin(x1)", 4),
        ("sin(x1, x2)", "takes 1 value", 0),
        ("sin(x1) ^ 2", "use ** for powers, not ^", 8),
        (" x1²", "use **2, not ²", 3),
        ("2 × x1", "use *, not ×", 2),
        ("x1 & x2", "only numbers", 0),
        ("  é + x1", "unknown name 'é'", 2),
        ("x1 + 'é' + y", "only numbers", 5),
        ("x1.real", "only numbers", 0),
        ("[x1][0]", "only numbers", 0),
        ("(lambda: x1)()", "only numbers", 0),
        ("__import__('os')", "unknown function", 0),
        ("sin(x=x1)", "unknown function", 0),
        ("x1 if x2 else 1", "only numbers", 0),
        ("True + x1", "only numbers", 0),
        ("x" * 201, "longer than 200", 200),
    ],
)
def test_anything_else_is_refused_at_its_character(text, message, position):
    with pytest.raises(FormulaError) as caught:
        Formula(text)
    assert message in str(caught.value)
    assert caught.value.position == position


def test_a_tower_of_powers_costs_nothing():
    assert np.isinf(Formula("9**9**9**9")(X1, X2)).all()


def test_deep_nesting_is_refused():
    with pytest.raises(FormulaError):
        Formula("(" * 199)


def test_values_that_are_not_numbers_are_named_with_their_place():
    with pytest.raises(FormulaError, match="x1 = -2 and x2 = 1"):
        Formula("log(x1)").check_finite(np.stack([X1, X2], axis=1))


def test_values_that_float32_cannot_hold_are_named_too():
    with pytest.raises(FormulaError, match=r"too large, -1e\+50, where x1 ="):
        Formula("-1e50").check_finite(np.stack([X1, X2], axis=1))
