"""The tables and the plots of the benchmark say what was measured."""

from xml.etree import ElementTree

from tests.bench.report import growth_plot, markdown_table, number, painting_plot, text_table
from tests.bench.watch import long_tasks

RESULT = {
    "rows": [
        {
            "name": "draw",
            "nnplay_ms": 10.0,
            "peers": {"one": 50.0, "other": 5.0},
            "ratio": {"one": 5.0, "other": 0.5},
            "goal": {"one": 2.5, "other": 1.0},
            "met": {"one": True, "other": False},
            "spread": {"nnplay": 0.02, "one": 0.1, "other": 0.0},
        },
        {"name": "page", "shown": "60 per second", "nnplay_ms": 16.7, "goal": 60, "met": True},
        {"name": "soak", "before_mb": 50, "after_mb": 51, "ratio": 1.02, "goal": 1.1, "met": True},
    ]
}


def test_markdown_has_a_line_for_each_peer_and_the_name_once():
    lines = markdown_table(RESULT).splitlines()
    assert lines[2] == "| draw | 10 ±2% | one | 50 ±10% | 5.00 | 2.50 | met |"
    assert lines[3] == "|  |  | other | 5 | 0.50 | 1.00 | not met |"
    assert {line.count("|") for line in lines} == {8}


def test_the_terminal_shows_the_same_figures():
    text = text_table(RESULT)
    for figure in ["10 ±2%", "50 ±10%", "60 per second", "50.0 to 51.0 MB", "not met"]:
        assert figure in text


def test_the_longest_task_is_the_median_of_visits_and_short_where_no_browser_tells_of_it():
    row = long_tasks("opening", [[], [60.0, 53.0], []])
    assert (row["nnplay_ms"], row["met"]) == (50, True)
    assert row["shown"] == "over 50 ms in 3 visits: 60, 53"
    text = markdown_table({"rows": [row]})
    assert "| page: longest task, opening | ≤ 50 |" in text
    row = long_tasks("opening", [[57.0]])
    assert (row["nnplay_ms"], row["met"], row["is_bound"]) == (57, False, False)
    assert long_tasks("opening", [[], []])["shown"] == "over 50 ms in 2 visits: none"


def test_times_have_three_digits():
    assert [number(ms) for ms in (0.07789, 12.34, 1234.5, 60_000)] == [
        *("0.0779", "12.3", "1,230", "60,000")
    ]


def test_the_plot_has_a_panel_for_each_quantity():
    svg = ElementTree.fromstring(growth_plot({"width": [[2, 1.0], [4, 2.0]], "depth": [[1, 3.0]]}))
    lines = svg.findall("{http://www.w3.org/2000/svg}polyline")
    assert [len(line.attrib["points"].split()) for line in lines] == [2, 1]


def test_the_painting_of_each_contender_is_a_curve_with_a_name():
    paintings: dict[str, list[list[float]]] = {
        "nnplay": [[0, 0], [0.5, 20.0], [9, 30.5]],
        "convnetjs": [[1, 14.0], [60, 21.0]],
    }
    svg = ElementTree.fromstring(painting_plot(paintings))
    lines = svg.findall("{http://www.w3.org/2000/svg}polyline")
    assert [len(line.attrib["points"].split()) for line in lines] == [2, 2]
    names = [text.text for text in svg.findall("{http://www.w3.org/2000/svg}text")]
    assert {"nnplay", "convnetjs"} <= set(names)
