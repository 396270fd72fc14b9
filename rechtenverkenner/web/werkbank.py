"""A few threads that reckon, with a limit on how many requests may wait for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import ParamSpec, TypeVar

from rechtenverkenner.web.weigeringen import TE_DRUK, Geweigerd

P = ParamSpec("P")
T = TypeVar("T")


class Werkbank:
    """Does work beside the event loop; refuses more work rather than letting a queue grow."""

    def __init__(self, *, draden: int = 2, plaatsen: int = 256) -> None:
        self._draden = ThreadPoolExecutor(draden, thread_name_prefix="werkbank")
        self._plaatsen = plaatsen
        self._bezet = 0
        self._slot = Lock()

    async def run(self, werk: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function gives.

        Raises:
            Geweigerd: RV811, all places are taken.
        """
        with self._slot:
            if self._bezet >= self._plaatsen:
                raise Geweigerd(TE_DRUK)
            self._bezet += 1
        toekomst = self._draden.submit(werk, *args, **kwargs)
        # Not when the request ends: work that took too long for its request still holds a thread.
        toekomst.add_done_callback(self._free)
        return await asyncio.wrap_future(toekomst)

    def _free(self, _: object) -> None:
        with self._slot:
            self._bezet -= 1
