"""The generated code of a catalogue: made when it is first asked for, kept where the catalogue may be kept."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from types import CodeType
from typing import cast

from rechtenverkenner.model.bewaren import storage_of
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.uitvoeren import Dagcode, Daguitleg, bind

DAGEN_BEWAARD = 16
GENOEG = 20
"""So many households are explained by the interpreter before code is made that nothing can be kept of."""


@dataclass(slots=True)
class Code:
    """The generated code of a catalogue, and the days for which it was run."""

    _regels: CodeType | None = None
    _uitleg: CodeType | None = None
    _gevraagd: int = 0
    _dagen: dict[int, Dagcode] = field(default_factory=dict)
    _slot: Lock = field(default_factory=Lock)

    def same(self, catalogus: Catalogus) -> Code:
        """The same code for no day yet: of the same rules with other amounts."""
        return Code(self._compiled(catalogus), self._uitleg)

    def on(self, op_datum: int, catalogus: Catalogus) -> Dagcode:
        """The code for a day."""
        dag = self._dagen.get(op_datum)
        if dag is None:
            with self._slot:
                dag = bind(self._compiled(catalogus), catalogus, op_datum)
                while len(self._dagen) >= DAGEN_BEWAARD:
                    del self._dagen[next(iter(self._dagen))]
                self._dagen[op_datum] = dag
        return dag

    def explanations(self, dag: Dagcode, catalogus: Catalogus) -> Daguitleg | None:
        """The explanations for a day; None while making them costs more than it saves."""
        if self._uitleg is None:
            self._gevraagd += 1
            if self._gevraagd < GENOEG and storage_of(catalogus) is None:
                return None
        with self._slot:
            if self._uitleg is None:
                self._uitleg = _kept(catalogus, "uitleg", lambda: _explanations(catalogus))
            return dag.explanations(self._uitleg)

    def _compiled(self, catalogus: Catalogus) -> CodeType:
        if self._regels is None:
            self._regels = _kept(catalogus, "code", lambda: _rules(catalogus))
        return self._regels


def _rules(catalogus: Catalogus) -> str:
    from rechtenverkenner.motor.gegenereerd import write_code  # what writes is not needed for code that was kept

    return write_code(catalogus)


def _explanations(catalogus: Catalogus) -> str:
    from rechtenverkenner.motor.gegenereerd import written
    from rechtenverkenner.motor.uitlegcode import write_explanations

    return write_explanations(written(catalogus))


def _kept(catalogus: Catalogus, naam: str, write: Callable[[], str]) -> CodeType:
    """Compiled code, from where it was kept if it was."""
    opslag = storage_of(catalogus)
    bewaard = None if opslag is None else opslag.read(naam)
    if bewaard is not None:
        return cast(CodeType, marshal.loads(bewaard))
    code = compile(write(), f"<{naam}>", "exec")
    if opslag is not None:
        opslag.write(naam, marshal.dumps(code))
    return code
