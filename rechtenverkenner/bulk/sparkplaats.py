"""The folder that a job on Spark writes, on any storage Spark knows: it takes its name when all is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from rechtenverkenner.bulk.sparkfouten import exists_already

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

KLAAR = "_SUCCESS"
"""The empty file that comes last: a folder that has it is whole."""


class Uitvoermap:
    """A place on the storage of a cluster."""

    def __init__(self, sessie: SparkSession, naam: str) -> None:
        context: Any = sessie.sparkContext
        self.naam = naam.rstrip("/")
        self._pad = context._jvm.org.apache.hadoop.fs.Path
        self._opslag = self._pad(self.naam).getFileSystem(context._jsc.hadoopConfiguration())

    def exists(self) -> bool:
        """Whether there is a file or a folder of this name."""
        return bool(self._opslag.exists(self._pad(self.naam)))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """A folder beside it to write in, which takes this name when the block ends well and else goes."""
        map_, punt, naam = self.naam.rpartition("/")
        tijdelijk = f"{map_}{punt}.{naam}.{uuid4().hex[:12]}.deel"
        try:
            yield tijdelijk
            self._opslag.delete(self._pad(f"{tijdelijk}/{KLAAR}"), False)
            if self.exists() or not self._opslag.rename(self._pad(tijdelijk), self._pad(self.naam)):
                raise exists_already(self.naam)
            # Storage that cannot rename a folder at once copies file by file: the sign that all is there comes after.
            self._opslag.create(self._pad(f"{self.naam}/{KLAAR}")).close()
        except BaseException:
            with suppress(Exception):  # Spark may be gone; what is left has a name that nobody reads
                self._opslag.delete(self._pad(tijdelijk), True)
            raise
