"""Sessions: random ids, two clocks, a limit, and steps that do not overtake each other."""

from __future__ import annotations

from datetime import date

import pytest

from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.plan.gesprek.gesprek import start
from rechtenverkenner.web.zittingen import Duur, Verouderd, Vol, Zittingen


class Klok:
    def __init__(self) -> None:
        self.nu = 0.0

    def __call__(self) -> float:
        return self.nu


def test_an_id_is_long_random_and_only_what_was_given_is_known() -> None:
    z = Zittingen()
    ids = {z.new().id for _ in range(50)}
    assert len(ids) == 50
    assert all(len(x) >= 43 for x in ids)
    assert z.get("zelfgekozen") is None
    assert z.get("") is None


def test_a_session_ends_after_silence_and_after_its_longest_time() -> None:
    klok = Klok()
    z = Zittingen(Duur(stil=10, hoogstens=25), klok=klok)
    stil, bezig = z.new(), z.new()
    for klok.nu in (9.0, 18.0):
        assert z.get(bezig.id) is bezig
    assert z.get(stil.id) is None
    klok.nu = 24.0
    assert z.get(bezig.id) is bezig
    klok.nu = 26.0
    z.purge()
    assert len(z) == 0


def test_when_it_is_full_empty_sessions_make_room_and_conversations_never(catalogus: Catalogus) -> None:
    z = Zittingen(Duur(aantal=2))
    a, b = z.new(), z.new()
    a.gesprek = start(catalogus, ["p1"], op_datum=date(2026, 11, 22))
    c = z.new()
    assert z.get(b.id) is None
    assert z.get(a.id) is a
    c.gesprek = a.gesprek
    with pytest.raises(Vol):
        z.new()


def test_of_two_answers_to_the_same_step_the_second_is_refused(catalogus: Catalogus) -> None:
    zitting = Zittingen().new()
    een, ander = (start(catalogus, [p], op_datum=date(2026, 11, 22)) for p in ("p1", "p2"))
    zitting.move(0, een)
    with pytest.raises(Verouderd):
        zitting.move(0, ander)
    assert zitting.gesprek is een


def test_a_session_tells_nothing_in_its_repr(catalogus: Catalogus) -> None:
    zitting = Zittingen().new()
    zitting.gesprek = start(catalogus, ["zzmoeder"], op_datum=date(2026, 11, 22))
    assert zitting.id not in repr(zitting)
    assert "zzmoeder" not in repr(zitting)
