"""The report as one page that needs nothing from anywhere: for a screen of any width, and for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files

from rechtenverkenner.meting.cijfers import Cijfers
from rechtenverkenner.meting.verslag import (
    DREMPELTABELLEN,
    UITLEG_VERBORGEN,
    VERBORGEN,
    Kolom,
    Tabel,
    Waarde,
    euro,
    tables,
)
from rechtenverkenner.meting.vormen.beeld import bars, circle, funnel, heat, percent, slope
from rechtenverkenner.plan.opvolging import Opvolging
from rechtenverkenner.plan.woorden import Woorden

_BELEID = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_HOE = (
    "Bereik is het aantal gebruikte rechten, gedeeld door de gebruikte en de open rechten samen. Rechten die een klant "
    "niet heeft of waarvan het niet bekend is, staan buiten deze deling.",
    "Voor en na gaan over dezelfde klanten en dezelfde rechten: die van de nulmeting. Rechten die later opengingen, en "
    "gebruikte rechten die wegvielen, staan apart.",
    "Wat aangevraagd en geweigerd is, blijft in de deling staan als open.",
    "Hebben meer mensen van een klant hetzelfde recht, dan telt het als open zolang een van hen het niet gebruikt.",
    "Doelgroepen met minder dan 5 klanten staan bij andere.",
    "Bedragen zijn wat de regels op de dag van de nulmeting geven, van laagst tot hoogst, op tien euro afgerond.",
    "Er is geen vergelijkingsgroep: een stijging kan ook van iets anders komen.",
)


def as_page(c: Cijfers) -> str:
    """The whole report; the last part is a page of signals that can be handed on by itself."""
    t = {x.id: x for x in tables(c)}
    return page(f"Verslag van de ronde {c.ronde}", "".join(_parts(c, t)))


def circle_page(o: Opvolging, namen: dict[str, str], bereik: tuple[int, int, int]) -> str:
    """The circle of rights of one client, for the file of that client only; `bereik` as `reach_of` gives it."""
    kolommen = (Kolom("recht", "tekst"), Kolom("stand", "tekst"), Kolom("sinds", "tekst"))
    rijen = tuple((namen.get(g.recht, g.recht), g.standen[-1].stand, _day(g.standen[-1].datum)) for g in o.rechten)
    tabel = _table(Tabel("cirkel", "Waar elk recht staat", "", kolommen, rijen), kop_niveau=2)
    titel = f"Rechtencirkel van {o.pseudoniem}"
    return page(titel, f"<h1>{escape(titel)}</h1>{_client_reach(*bereik)}{_scroll(circle(o, namen), titel)}{tabel}")


def _client_reach(voor: int, na: int, alle: int) -> str:
    if not alle:
        return ""
    nu = f"nu {na} ({percent(na / alle)})"
    return f"<p>Bij de nulmeting waren {voor} van de {alle} rechten in gebruik ({percent(voor / alle)}), {nu}.</p>"


def page(titel: str, inhoud: str) -> str:
    """A page with the style of a report."""
    stijl = files("rechtenverkenner.meting.vormen").joinpath("verslag.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_BELEID}">\n'
        f"<title>{escape(titel)}</title>\n<style>\n{stijl}</style>\n</head>\n<body>\n<main>\n{inhoud}\n</main>\n</body>\n</html>\n"
    )


def _parts(c: Cijfers, t: dict[str, Tabel]) -> Iterator[str]:
    yield f"<h1>Verslag van de ronde {escape(c.ronde)}</h1>"
    yield f'<p class="zacht">Begonnen op {_day(c.begonnen)}; {c.klanten} klanten. {escape(UITLEG_VERBORGEN)}</p>'
    if not c.met_eindmeting:
        yield '<p class="zacht">Er is nog geen eindmeting: na is de stand van nu.</p>'
    yield from _key_figures(c)
    yield from _reach(c, t)
    yield "<h2>Van gevonden naar ontvangen</h2>"
    if c.totaal.doorloop:
        yield _scroll(funnel(c.totaal.doorloop), "Van gevonden naar ontvangen, als trechter")
    yield _table(t["doorloop"], [r.soort for r in c.rijen])
    yield "<h2>Waar de kloof was</h2>"
    if beeld := heat(c.warmte):
        yield _scroll(beeld, "Bereik voor per doelgroep, als raster")
    yield _table(t["warmte"])
    yield "<h2>Klanten</h2>" + _beside(_table(t[x]) for x in ("klanten-voor", "klanten-na"))
    yield "<h2>Drempels</h2>" + _beside(
        f"<h3>{escape(titel)}</h3>{_scroll(bars(c.drempels[naam], titel), titel)}"
        for naam, titel in DREMPELTABELLEN.items()
    )
    yield "<h2>Wie afhaakt, en waarom</h2>" + _beside(_table(x) for n, x in t.items() if n.startswith("uitval-"))
    yield "<h2>Methoden</h2>" + _table(t["methoden"])
    yield "".join(f"<p>{escape(v)}.</p>" for v in c.vergelijkingen)
    yield "<h2>Euro en tijd</h2>" + _table(t["geld"], [*(r.soort for r in c.rijen)]) + _table(t["samengevat"])
    yield "<h2>Hoe dit gemeten is</h2><ul>" + "".join(f"<li>{escape(x)}</li>" for x in _HOE) + "</ul>"
    yield from _signal_page(c, t["signalen"])


def _reach(c: Cijfers, t: dict[str, Tabel]) -> Iterator[str]:
    yield "<h2>Bereik voor en na</h2>"
    titels = {"Bereik voor en na, per domein en recht": False, "Bereik voor en na, per doelgroep": True}
    beelden = {
        titel: slope([r for r in c.rijen if r.soort == "totaal" or (r.soort == "doelgroep") is groep], titel)
        for titel, groep in titels.items()
    }
    yield _beside(_scroll(beeld, titel) for titel, beeld in beelden.items() if beeld)
    yield _table(t["rechten"], [r.soort for r in c.rijen]) + _table(t["doelgroepen"])


def _beside(delen: Iterable[str]) -> str:
    """Parts that stand next to each other where the page is wide enough."""
    return f'<div class="naast">{"".join(f"<div>{d}</div>" for d in delen)}</div>'


def _key_figures(c: Cijfers) -> Iterator[str]:
    r, o = c.totaal, c.onzekerheid
    kern = []
    if r.voor:
        kern.append((percent(r.voor.deel), "bereik bij de nulmeting"))
    if r.na and r.punten is not None and r.kloof_gedicht is not None:
        kern.append((percent(r.na.deel), "bereik na"))
        tussen = f" (95 % zeker tussen {o.punten[0]} en {o.punten[1]})" if o.punten else ""
        kern.append((f"{r.punten:.0f} punten", f"stijging{tussen}"))
        kern.append((percent(r.kloof_gedicht), "van de kloof gedicht"))
    if r.geld.ontvangen_jaar:
        kern.append((_money(r.geld.ontvangen_jaar), "per jaar geopend"))
    if r.geld.ontvangen_eenmalig:
        kern.append((_money(r.geld.ontvangen_eenmalig), "eenmalig geopend"))
    if c.tijd:
        kern.append((f"{c.tijd.per_klant:.0f} minuten", "werk per klant"))
        if c.tijd.jaar_per_uur:
            kern.append((_money(c.tijd.jaar_per_uur), "per jaar geopend per uur werk"))
    yield '<ul class="kern">' + "".join(f"<li><b>{escape(a)}</b> {escape(b)}</li>" for a, b in kern) + "</ul>"
    if r.na:
        zeker = "is bij deze klanten aangetoond" if o.uitspraak else "is met zo weinig klanten niet aangetoond"
        toets = f" (gepaarde toets over klanten: p {o.p})" if o.p else ""
        yield f"<p>De stijging {zeker}{escape(toets)}.</p>"


def _signal_page(c: Cijfers, t: Tabel) -> Iterator[str]:
    yield '<h2 class="blad">Signalen aan het beleid</h2>'
    yield (
        f'<p class="zacht">Uit een ronde met {c.klanten} klanten, begonnen op {_day(c.begonnen)}. Drempels die bij '
        "hetzelfde recht 5 keer of vaker terugkwamen; geen gegevens over personen. Het bedrag is wat daardoor per jaar "
        "open bleef.</p>"
    )
    yield _table(t) if t.rijen else "<p>Geen enkele drempel kwam bij hetzelfde recht vaak genoeg terug om te tonen.</p>"


def _scroll(inhoud: str, naam: str) -> str:
    return f'<div class="rol" role="region" tabindex="0" aria-label="{escape(naam)}">{inhoud}</div>'


def _table(t: Tabel, soorten: list[str] | None = None, *, kop_niveau: int = 3) -> str:
    """A table of the rows that show something; the others are named under it."""
    kop = "".join(f'<th scope="col"{_class(k)}>{escape(k.naam)}</th>' for k in t.kolommen)
    rijen, weg = [], []
    for n, rij in enumerate(t.rijen):
        if set(rij[1:]) == {None}:
            weg.append(str(rij[0]))
            continue
        soort = f' class="{soorten[n]}"' if soorten else ""
        eerste = f'<th scope="row">{escape(str(rij[0]))}</th>'
        rest = "".join(
            f"<td{_class(k)}>{escape(show(w, k))}</td>" for k, w in zip(t.kolommen[1:], rij[1:], strict=True)
        )
        rijen.append(f"<tr{soort}>{eerste}{rest}</tr>")
    uitleg = f'<p class="zacht vooraf">{escape(t.uitleg)}</p>' if t.uitleg else ""
    tabel = f"<table><thead><tr>{kop}</tr></thead><tbody>{''.join(rijen)}</tbody></table>"
    inhoud = _scroll(tabel, f"Tabel: {t.titel}") if rijen else ""
    return f"<h{kop_niveau}>{escape(t.titel)}</h{kop_niveau}>{uitleg}{inhoud}{_left_out(weg)}"


def _left_out(rijen: Sequence[str]) -> str:
    """The names of rows of which every number is hidden; many behind a line that opens."""
    namen = escape("; ".join(rijen))
    if len(rijen) > 8:
        return f'<details class="zacht"><summary>Niet getoond: {len(rijen)} rijen</summary>{namen}</details>'
    return f'<p class="zacht">Niet getoond: {namen}</p>' if rijen else ""


def _class(k: Kolom) -> str:
    return ' class="tekst"' if k.soort == "tekst" else ""


def show(waarde: Waarde, k: Kolom) -> str:
    """A value as a reader sees it."""
    if waarde is None:
        return VERBORGEN
    if isinstance(waarde, str):
        return waarde
    if k.soort == "deel":
        return percent(waarde)
    if k.soort == "punten":
        return f"{waarde:.1f}".replace(".", ",")
    return f"{waarde:,.0f}".replace(",", ".")


def _money(bedrag: tuple[int, int]) -> str:
    laag, hoog = (f"{n:,}".replace(",", ".") for n in (euro(bedrag)[0] or 0, euro(bedrag)[1] or 0))
    return f"€\u00a0{laag}" if laag == hoog else f"€\u00a0{laag} tot €\u00a0{hoog}"


_day = Woorden().day
