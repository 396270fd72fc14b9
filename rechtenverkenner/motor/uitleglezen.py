"""Reads an explanation: which conditions decide, and what hangs on something uncertain."""

from __future__ import annotations

from collections.abc import Iterator

from rechtenverkenner.model.oordeel import Uitleg


def needs_chain(u: Uitleg) -> bool:
    """Whether a yes holds only after another right is granted."""
    if u.soort == "blad" or not u.onderdelen:
        return bool(u.via)
    delen = [needs_chain(deel) for deel in u.onderdelen if deel.uitkomst == u.uitkomst]
    return all(delen) if u.soort == "een_van" else u.soort == "alle" and any(delen)


def deciding(u: Uitleg, naam: Uitleg | None = None) -> Iterator[tuple[Uitleg, Uitleg]]:
    """The leaves that decide, each with the lowest named condition it stands in.

    Of a yes: all that hold on a way that holds (ways that hold without another right go first). Of a no: all that fail.
    """
    naam = u if u.id or naam is None else naam
    if u.soort == "blad" or not u.onderdelen:
        yield naam, u
        return
    delen = [
        deel
        for deel in u.onderdelen
        if u.soort == "niet" or deel.uitkomst == u.uitkomst or (u.uitkomst == "mens" and deel.uitkomst != "nee")
    ]
    if u.soort == "een_van" and u.uitkomst == "ja":
        delen = [deel for deel in delen if not needs_chain(deel)] or delen
    for deel in delen:
        yield from deciding(deel, naam)


def deciding_ids(u: Uitleg) -> list[str]:
    """Ids of the lowest named conditions that decide, in order and once."""
    return list(dict.fromkeys(naam.id for naam, _ in deciding(u) if naam.id))


def hangs_on_uncertain(u: Uitleg) -> bool:
    """Whether the answer needs a computed, bounded or doubtful parameter: no way to it goes without one."""
    if u.soort == "blad" or not u.onderdelen:
        return any(p.te_bevestigen for p in u.parameters)
    if u.soort == "niet":
        return hangs_on_uncertain(u.onderdelen[0])
    delen = [hangs_on_uncertain(deel) for deel in u.onderdelen if deel.uitkomst == u.uitkomst]
    een_volstaat = (u.soort, u.uitkomst) in (("een_van", "ja"), ("alle", "nee"))
    return all(delen) if een_volstaat else any(delen)


def find(u: Uitleg, kenmerk: str) -> Iterator[Uitleg]:
    """Every condition with this id in an explanation (one per member it was asked of)."""
    if u.id == kenmerk:
        yield u
    for deel in u.onderdelen:
        yield from find(deel, kenmerk)
