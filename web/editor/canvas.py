"""show(model) in a cell sends a network to the page that opened the editor."""

import json

from pyscript import sync

from nnplay.hand_over import run_of


def show(model, lab="classify", **settings):
    """Show an MLP in the page. settings: those of the page that are not as by default."""
    run = run_of(model, lab, settings)
    sync.show(json.dumps({"format": "nnplay run", "version": 1, **run}))
