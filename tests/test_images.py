import numpy as np
import pytest

from nnplay.images import Frame, Image, fourier_features, grey, psnr, read_image


def test_bytes_become_colours_row_by_row():
    image = read_image(2, 1, bytes([255, 0, 0, 0, 51, 255]))
    np.testing.assert_allclose(image.colors, np.array([[[1, 0, 0], [0, 0.2, 1]]]), atol=1e-7)
    assert (image.width, image.height) == (2, 1)


@pytest.mark.parametrize(
    ("width", "height", "count", "message"),
    [
        (0, 1, 0, "invalid width: 0"),
        (1, 401, 1203, "invalid height: 401 .expected 1 to 400"),
        (2, 2, 11, "11 bytes .expected 3 for each of 2 x 2"),
        ("2", 2, 12, "invalid width: '2'"),
    ],
)
def test_sizes_that_do_not_fit_are_refused(width, height, count, message):
    with pytest.raises(ValueError, match=message):
        read_image(width, height, bytes(count))


def test_a_square_has_the_coordinates_of_convnetjs():
    frame = Image(np.zeros((4, 4, 3))).frame
    coordinates = frame.coordinates(4, 4).reshape(4, 4, 2)
    np.testing.assert_allclose(coordinates[0, :, 0], (np.arange(4) - 2) / 4)
    np.testing.assert_allclose(coordinates[:, 0, 1], (np.arange(4) - 2) / 4)


def test_the_longer_side_is_1_and_pixels_stay_square():
    frame = Image(np.zeros((2, 8, 3))).frame
    assert frame == Frame(-0.5, -0.125, 0.5, 0.125)


def test_a_finer_picture_meets_the_coarse_one_in_every_pixel():
    frame = Frame(-0.5, -0.5, 0.5, 0.5)
    fine = frame.coordinates(8, 8).reshape(8, 8, 2)
    np.testing.assert_allclose(fine[::2, ::2].reshape(-1, 2), frame.coordinates(4, 4))


def test_some_rows_are_the_rows_of_the_whole():
    frame = Frame(-0.5, -0.5, 0.5, 0.5)
    whole = frame.coordinates(3, 5).reshape(5, 3, 2)
    np.testing.assert_allclose(frame.coordinates(3, 5, range(2, 4)).reshape(2, 3, 2), whole[2:4])


def test_a_part_is_given_in_parts_of_the_frame():
    assert Frame(-0.5, 0, 0.5, 2).part(-0.5, 0.25, 1, 1) == Frame(-1, 0.5, 0.5, 2)


def test_grey_weighs_green_most():
    colors = np.eye(3)
    np.testing.assert_allclose(grey(colors)[:, 0], [0.299, 0.587, 0.114], atol=1e-7)


@pytest.mark.parametrize(("error", "decibels"), [(1, 0), (0.01, 20), (0, 100), (np.nan, 0)])
def test_psnr_of_values_between_0_and_1(error, decibels):
    assert abs(psnr(error) - decibels) < 1e-9


def test_fourier_features_are_cosines_and_sines_of_the_frequencies():
    coordinates = np.array([[0.25, 0.0], [0.0, 0.5]])
    frequencies = np.array([[1.0, 0.0], [0.0, 1.0]])
    expected = [[0, 1, 1, 0], [1, -1, 0, 0]]
    np.testing.assert_allclose(fourier_features(coordinates, frequencies), expected, atol=1e-6)
