"""The examples for notebooks and Quarto are what their programs expect."""

import json
import re
from html.parser import HTMLParser

from tests.examples import (
    EXAMPLES,
    SITE,
    addresses_in_notebook,
    addresses_in_quarto,
    notebook_cells,
)

QUARTO = (EXAMPLES / "workshop.qmd").read_text("utf-8")


def test_the_notebook_has_the_form_of_nbformat_4_5():
    notebook = json.loads((EXAMPLES / "nnplay.ipynb").read_text("utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    cells = notebook["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
    for cell in cells:
        assert re.fullmatch(r"[-\w]{1,64}", cell["id"])
        of_code = {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
        assert cell.keys() == {"cell_type", "id", "metadata", "source"} | of_code
        assert all(line.endswith("\n") for line in cell["source"][:-1])


def test_the_cells_of_the_notebook_run_and_make_frames():
    addresses = addresses_in_notebook()
    assert len(addresses) == len(notebook_cells()) - 1  # all but the first
    assert all(address.startswith(f"{SITE}?embed=1&") for address in addresses)


def test_the_quarto_page_has_a_header_and_whole_blocks_of_html():
    _, header, body = re.split("^---$", QUARTO, maxsplit=2, flags=re.MULTILINE)
    assert re.match(r'\ntitle: "[^"]+"\nformat:\n  html: default\n  revealjs:\n', header)
    assert "\t" not in header
    fences = re.findall("^```.*$", body, flags=re.MULTILINE)
    assert fences[::2] == ["```{=html}"] * (len(fences) // 2)
    assert fences[1::2] == ["```"] * (len(fences) // 2)
    for block in re.findall("^```{=html}\n(.*?)^```$", body, flags=re.MULTILINE | re.DOTALL):
        assert Balance.of(block) == []
    assert len(addresses_in_quarto()) == 3


class Balance(HTMLParser):
    """The elements that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    @classmethod
    def of(cls, html: str) -> list[str]:
        parser = cls()
        parser.feed(html)
        parser.close()
        return parser.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
