"""From a column that was read to arrays, without a copy where that can: what stands there, and where something does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


def split(reeks: pl.Series) -> tuple[Any, Any]:
    """The values of a column as an array, anything where there is none; and where there is one, None for everywhere."""
    import numpy as np

    if not reeks.len():
        return reeks.to_numpy(), None
    pijl = (reeks if reeks.n_chunks() == 1 else reeks.rechunk()).to_arrow()
    geldig, inhoud = pijl.buffers()[:2]
    begin, einde = pijl.offset, pijl.offset + len(pijl)
    bekend = None if geldig is None or not pijl.null_count else _bits(np, geldig, begin, einde)
    if pijl.type.bit_width == 1:
        return _bits(np, inhoud, begin, einde), bekend
    return np.frombuffer(inhoud, dtype=pijl.type.to_pandas_dtype())[begin:einde], bekend


def people_of(personen: pl.DataFrame) -> tuple[Any, Any]:
    """Of each household the place of its first person, and how many there are."""
    import numpy as np

    gezinnen = personen["gezin"].to_numpy()
    begin = np.flatnonzero(np.diff(gezinnen, prepend=gezinnen[:1] - 1))
    return begin, np.diff(begin, append=len(gezinnen))


def _bits(np: Any, buffer: Any, begin: int, einde: int) -> Any:
    bytes_ = np.frombuffer(buffer, dtype=np.uint8)[begin // 8 : -(-einde // 8)]
    return np.unpackbits(bytes_, bitorder="little")[begin % 8 : begin % 8 + einde - begin].view(bool)
