"""The reference cases `fixtures/<right>/<date>/<case>.yaml`: a household, a date, and what must come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, get_args

from pydantic import ValidationError

from rechtenverkenner.catalogus.bron import Bron, Pad, read_file
from rechtenverkenner.catalogus.vertaling_fouten import translate
from rechtenverkenner.meldingen import InvoerFout, Melding, Plaats, did_you_mean
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.oordeel import Oordeel, Oordeelsoort
from rechtenverkenner.model.recht import Catalogus

VELDEN: Final = ("bron", "op_datum", "gezin", "verwacht")
LIJSTEN: Final = ("omdat", "ontbreekt", "vlaggen", "na")
"""What must at least be in the verdict; it may hold more."""
BEDRAGEN: Final = ("bedrag_jaar", "bedrag_eenmalig")
MIN_BRON: Final = 4


@dataclass(frozen=True, slots=True)
class Geval:
    """One reference case; `pad` is `<right>/<date>/<case>`, `verwacht` holds only what the case speaks of."""

    pad: str
    recht: str
    bron: str
    op_datum: date
    gezin: Gezin
    verwacht: Mapping[str, Any]

    @property
    def eenheid(self) -> str | None:
        """The unit the case is about; None for the first one."""
        return self.verwacht.get("eenheid")


def default_cases() -> Path:
    """The cases of a checkout; an installed library comes without."""
    return Path(__file__).resolve().parents[2] / "fixtures"


def case_files(map_: Path, recht: str | None = None) -> list[Path]:
    """The files of the cases in a folder, in order of name."""
    return sorted(map_.glob(f"{recht or '*'}/*/*.yaml"))


def read_cases(map_: Path | None = None, *, recht: str | None = None) -> tuple[Geval, ...]:
    """Every case in a folder (of one right), in order of name.

    Raises:
        InvoerFout: no cases there, or every fault of every case.
    """
    wortel = map_ or default_cases()
    bestanden = case_files(wortel, recht)
    if not bestanden and not (recht and case_files(wortel)):
        hulp = "geef met --gevallen een map met <recht>/<datum>/<geval>.yaml"
        raise InvoerFout([Melding("RV700", f"geen gevallen in `{wortel.name[:60]}`", None, hulp)])
    gelezen = [read_case(pad, wortel=wortel) for pad in bestanden]
    if meldingen := [m for _, fouten in gelezen for m in fouten]:
        raise InvoerFout(meldingen)
    return tuple(geval for geval, _ in gelezen if geval is not None)


def read_case(pad: Path, *, wortel: Path) -> tuple[Geval | None, list[Melding]]:
    """One case and no messages, or every fault of it."""
    naam = pad.relative_to(wortel).as_posix()
    bron, meldingen = read_file(pad, naam=f"{wortel.name}/{naam}")
    if bron is None:
        return None, meldingen
    meldingen = list(_form_faults(bron))
    gezin = None
    if isinstance(bron.data, dict) and "gezin" in bron.data:
        try:
            gezin = Gezin.model_validate(bron.data["gezin"])
        except ValidationError as e:
            meldingen += translate(e, Gezin, bron, "RV4", onder=("gezin",))
    if meldingen or gezin is None or not isinstance(bron.data, dict):
        return None, sorted(meldingen, key=lambda m: (m.plaats or Plaats("", 0, 0), m.code))
    data = bron.data
    kort = naam.removesuffix(".yaml")
    verwacht = MappingProxyType(dict(data["verwacht"]))
    return Geval(kort, kort.split("/")[0], data["bron"], data["op_datum"], gezin, verwacht), []


def check_rights(gevallen: Iterable[Geval], catalogus: Catalogus) -> list[Melding]:
    """A message for every folder that is not named after a right of the catalogue."""
    uit = []
    for naam in sorted({g.recht for g in gevallen} - set(catalogus.rechten)):
        hulp = did_you_mean(naam, catalogus.rechten) or "noem de map naar het recht waarover de gevallen gaan"
        uit.append(Melding("RV703", f"gevallen over `{naam[:60]}`, en dat is geen recht van de catalogus", None, hulp))
    return uit


def does_not_hold(geval: Geval, reden: str) -> Melding:
    """The message about a case that is wrong with the rules as they are."""
    hulp = "verbeter eerst het geval of de regel: dit geval telt niet mee"
    return Melding("RV704", f"geval `{geval.pad}` klopt niet: {reden}", None, hulp)


def differences(o: Oordeel, geval: Geval) -> list[str]:
    """What of a verdict is not as the case expects; empty when the case holds."""
    fouten = []
    verwacht = geval.verwacht
    for veld in ("oordeel", "automatisch", "niveau"):
        if veld in verwacht and getattr(o, veld) != verwacht[veld]:
            fouten.append(f"{veld}: {getattr(o, veld)} in plaats van {verwacht[veld]}")
    for veld in BEDRAGEN:
        if veld in verwacht and getattr(o, veld) != (wil := _amounts(verwacht[veld])):
            fouten.append(f"{veld}: {getattr(o, veld)} in plaats van {wil}")
    for veld in LIJSTEN:
        mist = set(verwacht.get(veld, ())) - set(getattr(o, veld))
        if mist:
            fouten.append(f"{veld}: {sorted(mist)} ontbreekt in {getattr(o, veld)}")
    return fouten


def _amounts(waarde: object) -> tuple[Decimal, Decimal] | None:
    if not isinstance(waarde, (list, tuple)):
        return None
    onder, boven = (Decimal(str(x)) for x in waarde)
    return onder, boven


def _form_faults(bron: Bron) -> Iterator[Melding]:
    data = bron.data
    if not isinstance(data, dict):
        yield bron.melding("RV701", "verwacht een geval: velden", (), hulp=f"schrijf {', '.join(VELDEN)}")
        return
    for veld in sorted(set(VELDEN) - set(data)):
        yield bron.melding("RV701", f"veld `{veld}` ontbreekt in dit geval", (), hulp=f"vul `{veld}` in")
    for veld in sorted(set(map(str, data)) - set(VELDEN)):
        hulp = did_you_mean(veld, VELDEN) or f"kies: {', '.join(VELDEN)}"
        yield bron.melding("RV701", f"onbekend veld `{veld[:40]}` in een geval", (veld,), hulp=hulp, sleutel=True)
    if "bron" in data and not (isinstance(data["bron"], str) and len(data["bron"]) >= MIN_BRON):
        hulp = "noem een adres, een wet of de voorwaarde waaruit het geval volgt"
        yield bron.melding("RV701", "de bron van dit geval is geen tekst, of te kort", ("bron",), hulp=hulp)
    if "op_datum" in data and type(data["op_datum"]) is not date:
        yield bron.melding("RV701", "`op_datum` is geen datum", ("op_datum",), hulp="schrijf jjjj-mm-dd")
    if "verwacht" in data:
        yield from _expectation_faults(bron, data["verwacht"])


def _expectation_faults(bron: Bron, verwacht: object) -> Iterator[Melding]:
    pad: Pad = ("verwacht",)
    if not isinstance(verwacht, dict) or not set(verwacht) - {"eenheid"}:
        hulp = "schrijf minstens een oordeel, bijvoorbeeld `oordeel: geen_recht`"
        yield bron.melding("RV702", "dit geval verwacht niets", pad, hulp=hulp)
        return
    for veld, waarde in verwacht.items():
        vorm = _VORMEN.get(str(veld))
        if vorm is None:
            hulp = did_you_mean(str(veld), _VORMEN) or f"kies: {', '.join(_VORMEN)}"
            tekst = f"onbekende verwachting `{str(veld)[:40]}`"
            yield bron.melding("RV702", tekst, (*pad, veld), hulp=hulp, sleutel=True)
        elif not vorm[0](waarde):
            yield bron.melding("RV702", f"dit kan niet als `{veld}`", (*pad, veld), hulp=vorm[1])


def _is_amount(x: object) -> bool:
    if isinstance(x, bool) or not isinstance(x, (int, str, Decimal)):
        return False
    try:
        return Decimal(str(x)).is_finite()
    except InvalidOperation:
        return False


def _is_range(x: object) -> bool:
    return x is None or (isinstance(x, list) and len(x) == 2 and all(map(_is_amount, x)))


def _is_texts(x: object) -> bool:
    return isinstance(x, list) and bool(x) and all(isinstance(y, str) for y in x)


_VORMEN: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = {
    "eenheid": (lambda x: isinstance(x, str), "noem het id van de persoon of de aansluiting, of `gezin`"),
    "oordeel": (lambda x: x in get_args(Oordeelsoort), f"kies: {', '.join(get_args(Oordeelsoort))}"),
    "automatisch": (lambda x: isinstance(x, bool), "schrijf ja of nee"),
    "niveau": (lambda x: x is None or type(x) is int, "schrijf een geheel getal, of null"),
    **dict.fromkeys(BEDRAGEN, (_is_range, 'schrijf laagste en hoogste: ["0.00", "12.50"], of null')),
    **dict.fromkeys(LIJSTEN, (_is_texts, "schrijf een lijst van teksten tussen [ ]")),
}
