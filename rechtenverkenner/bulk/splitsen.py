"""Between columns with gaps and arrays without, and back, without a copy where that can.

In between -1 stands for a gap in numbers of 0 or more: one array where there would be two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


def split(reeks: pl.Series) -> tuple[Any, Any]:
    """The values of a column as an array, anything where there is none; and where there is one, None for everywhere."""
    return split_arrow(as_arrow(reeks)) if reeks.len() else (reeks.to_numpy(), None)


def as_arrow(reeks: pl.Series) -> Any:
    """A column in one piece."""
    return (reeks if reeks.n_chunks() == 1 else reeks.rechunk()).to_arrow()


def split_arrow(pijl: Any) -> tuple[Any, Any]:
    """The same of a piece of Arrow; not for what is empty."""
    import numpy as np

    geldig, inhoud = pijl.buffers()[:2]
    begin, einde = pijl.offset, pijl.offset + len(pijl)
    bekend = None if geldig is None or not pijl.null_count else _bits(np, geldig, begin, einde)
    if pijl.type.bit_width == 1:
        return _bits(np, inhoud, begin, einde), bekend
    return np.frombuffer(inhoud, dtype=pijl.type.to_pandas_dtype())[begin:einde], bekend


def with_gaps(waarde: Any, bekend: Any, soort: str) -> Any:
    """Numbers of 0 or more, so wide, with -1 where there is none."""
    uit = (bekend.view("int8") - 1).astype(soort, copy=False)
    uit |= waarde
    return uit


def joined(naam: str, waarde: Any) -> pl.Series:
    """A column of the numbers of an array, empty where -1 stands; of bytes without a sign, as codes are."""
    import numpy as np
    import polars as pl
    import pyarrow as pa

    er = pa.py_buffer(np.packbits(waarde >= 0, bitorder="little"))
    soort = pa.uint8() if waarde.dtype == "int8" else pa.from_numpy_dtype(waarde.dtype)
    return pl.Series(naam, pa.Array.from_buffers(soort, len(waarde), [er, pa.py_buffer(waarde)]))


def people_of(personen: pl.DataFrame) -> tuple[Any, Any]:
    """Of each household the place of its first person, and how many there are."""
    import numpy as np

    gezinnen = personen["gezin"].to_numpy()
    begin = np.flatnonzero(np.concatenate([gezinnen[:1] == gezinnen[:1], gezinnen[1:] != gezinnen[:-1]]))
    return begin, np.diff(begin, append=len(gezinnen))


def _bits(np: Any, buffer: Any, begin: int, einde: int) -> Any:
    bytes_ = np.frombuffer(buffer, dtype=np.uint8)[begin // 8 : -(-einde // 8)]
    return np.unpackbits(bytes_, bitorder="little")[begin % 8 : begin % 8 + einde - begin].view(bool)
