"""Every frame of the examples opens in the state that its address says, and waits there."""

import re

from playwright.sync_api import expect

from tests.browser.helpers import SPY
from tests.examples import SITE, addresses_in_deck, addresses_in_notebook, addresses_in_quarto


def test_the_address_of_every_frame_in_the_examples_is_understood(page, site):
    page.add_init_script(SPY)
    addresses = [*addresses_in_deck(), *addresses_in_quarto(), *addresses_in_notebook()]
    for address in addresses:
        page.goto(address.replace(SITE, site))
        lab = "paint" if "lab=paint" in address else "classify"
        expect(page.locator("html")).to_have_attribute("data-embed", "")
        expect(page.locator(f".tabs [data-lab={lab}]")).to_have_attribute("aria-current", "page")
        expect(page.locator("#net .tile, .ptile").first).to_be_attached()
        expect(page.locator(".open-full")).to_have_attribute("href", re.compile(f"^{site}#v=1&"))
        expect(page.locator("#notice"), address).to_be_hidden()
        assert page.evaluate("window.asked") == {}
    assert len(addresses) == 7 + 3 + 3
