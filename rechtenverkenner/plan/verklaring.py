"""A verdict in words, down to the last condition: number, threshold, since when, source, and what would turn it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.oordeel import Oordeel, Uitkomst, Uitleg
from rechtenverkenner.model.recht import Recht
from rechtenverkenner.motor.tegenfeit import Tegenfeit
from rechtenverkenner.plan.woorden import N_, Regel, Stuk, Woorden
from rechtenverkenner.plan.zinnen import OPEN_ALS, source_of, threshold, would_open

OORDELEN = {
    "gebruikt": N_("in gebruik"),
    "onbenut": N_("open en nog niet in gebruik"),
    "automatisch": N_("zou vanzelf moeten lopen"),
    "na": N_("opent na een ander recht"),
    "mogelijk": N_("een dienst beslist"),
    "onbekend": N_("nog niet te zeggen"),
    "geen_recht": N_("geen recht"),
}
TEKENS: dict[Uitkomst, str] = {"ja": N_("ja"), "nee": N_("nee"), "onbekend": "?", "mens": "!"}
SOORTEN = {"alle": N_("al deze voorwaarden"), "een_van": N_("een van deze voorwaarden"), "niet": N_("niet")}
Regelsoort = Literal["kop", "voorwaarde", "getal", "bron", "vraag"]


@dataclass(frozen=True, slots=True)
class Verklaringsregel:
    """A line of an explanation: how deep, what kind, the words, and of a condition its answer."""

    diepte: int
    soort: Regelsoort
    tekst: Regel
    uitkomst: Uitkomst | None = None


def explain_in_words(
    o: Oordeel, recht: Recht, w: Woorden, *, tegenfeiten: Sequence[Tegenfeit] = ()
) -> Iterator[Verklaringsregel]:
    """The whole explanation of one verdict, line by line; of one that is closed, what would open it."""
    kop = (w.name_of(recht), Stuk(f" - {o.eenheid}{w.taal.dubbelpunt}"), w.gettext(OORDELEN[o.oordeel]))
    yield Verklaringsregel(0, "kop", kop)
    for vlag in o.vlaggen:
        yield Verklaringsregel(1, "getal", (w.flag(vlag),))
    for t in tegenfeiten:
        yield Verklaringsregel(1, "getal", (w.gettext(OPEN_ALS), Stuk(w.taal.dubbelpunt), *would_open(t, w)))
    yield from _Boom(recht, w).lines(o.uitleg, 0, ())
    if o.ontbreekt:
        yield Verklaringsregel(0, "kop", (w.gettext("nog te weten"),))
    for feit in o.ontbreekt:
        wie = feit.partition(".")[0]
        achter = "" if wie in ("gezin", "woning") else f" ({wie})"
        yield Verklaringsregel(1, "vraag", (Stuk("- "), w.fact(feit), Stuk(achter)))


class _Boom:
    """The conditions of one right, each with what stands below it."""

    def __init__(self, recht: Recht, w: Woorden) -> None:
        self.recht = recht
        self.w = w

    def lines(self, u: Uitleg, diepte: int, boven: tuple[str, ...]) -> Iterator[Verklaringsregel]:
        w = self.w
        wie = Stuk(f" ({u.over})" if u.over else "")
        teken = w.gettext(TEKENS[u.uitkomst]) if u.uitkomst in ("ja", "nee") else Stuk(TEKENS[u.uitkomst])
        yield Verklaringsregel(diepte, "voorwaarde", (teken, Stuk("  "), self._name(u), wie), u.uitkomst)
        if v := u.vergelijking:
            tekst = f"{w.value(v.links, v.eenheid)}  {v.op}  {w.value(v.rechts, v.eenheid)}"
            yield Verklaringsregel(diepte, "getal", (Stuk(tekst),))
        yield from (Verklaringsregel(diepte, "bron", threshold(p, w)) for p in u.parameters)
        if u.verandering and u.uitkomst == "nee" and u.verandering.soort in ("bedrag", "datum"):
            anders = (w.gettext("anders met"), Stuk(w.taal.dubbelpunt), w.change(u.verandering))
            yield Verklaringsregel(diepte, "getal", anders)
        if u.bron and u.bron != boven:  # what a condition inherits from above is not repeated
            yield Verklaringsregel(diepte, "bron", self._sources(u.bron))
        for deel in u.onderdelen:
            yield from self.lines(deel, diepte + 1, u.bron or boven)

    def _name(self, u: Uitleg) -> Stuk:
        if u.label:
            return self.w.condition(u)
        return self.w.gettext(SOORTEN[u.soort] if u.onderdelen and u.soort in SOORTEN else N_("voorwaarde"))

    def _sources(self, kenmerken: tuple[str, ...]) -> Regel:
        bronnen = [source_of(b, self.recht.id, self.w.catalogus) for b in kenmerken]
        namen = Stuk("; ".join(f"{b.uitgever}: {b.titel}" for b in bronnen), "nl")
        return self.w.gettext("bron"), Stuk(self.w.taal.dubbelpunt), namen
