"""What is made once for each process of the test run."""

from __future__ import annotations

from functools import cache

from rechtenverkenner import Catalogus, load_catalogus


@cache
def the_catalogue() -> Catalogus:
    """The catalogue in `regels/`."""
    return load_catalogus()
