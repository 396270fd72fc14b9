"""Laws 2 and 8: whatever loads can be evaluated, for any household; a parameter changes on the day it says."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError

from rechtenverkenner import Catalogus, Gezin, InvoerFout, Persoon, RechtenFout, evaluate
from rechtenverkenner.model.datums import to_date, to_number
from rechtenverkenner.model.knopen import OpDatum, Param, Waarde, walk
from rechtenverkenner.model.recht import Parameter
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.gebruik import HUISHOUDEN
from rechtenverkenner.motor.semantiek import Rekenaar
from rechtenverkenner.verificatie.proefstand import Deelcatalogi
from tests.wetten.catalogi import Teksten, load, texts, texts_chosen
from tests.wetten.gezinnen import Data, Wereld, world_of
from tests.wetten.hulp import CHANCE, DATUMS, REFERENTIE, random_partial

UITERSTEN = (date(1, 1, 1), date(9999, 12, 31), date(1900, 1, 1), date(2100, 12, 31), date(2024, 2, 29))
ONBEKEND_GEZIN = Gezin(personen=(Persoon(id="p1"), Persoon(id="p2")))


@settings(suppress_health_check=list(HealthCheck), max_examples=max(settings().max_examples // 5, 10))
@given(texts_chosen(), CHANCE)
def test_what_cannot_be_evaluated_is_shrunk_to_a_small_catalogue(teksten: Teksten, rng: Random) -> None:
    """The same on few examples, but with every choice in the hands of hypothesis."""
    catalogus = load(teksten)
    evaluate_or_refuse(wild(rng, world_of(catalogus, DATUMS[0])), catalogus)


@given(texts(), CHANCE)
def test_a_catalogue_that_loads_can_be_evaluated_for_any_household(teksten: Teksten, rng: Random) -> None:
    catalogus = load(teksten)
    w = world_of(catalogus, DATUMS[0])
    for _ in range(5):
        evaluate_or_refuse(wild(rng, w), catalogus)


def evaluate_or_refuse(d: Data, catalogus: Catalogus) -> None:
    """Only our own messages may come: a profile that cannot be, or too many combinations of rights (RV310)."""
    try:
        evaluate(Gezin.model_validate(d), catalogus, op_datum=DATUMS[0], keten=REFERENTIE)
    except (ValidationError, InvoerFout):
        pass
    except RechtenFout as e:
        if [m.code for m in e.meldingen] != ["RV310"]:
            raise


def wild(rng: Random, w: Wereld) -> Data:
    """A household that contradicts itself, with extreme dates and amounts."""
    d = random_partial(rng, w)
    if rng.random() < 0.1:
        d["personen"] = [{**deepcopy(p), "id": f"{p['id']}x{i}"} for i in range(4) for p in d["personen"]]
    ids = [p["id"] for p in d["personen"]]
    for p in d["personen"]:
        anderen = [k for k in ids if k != p["id"]]
        p["partner"] = rng.choice([None, "geen", *anderen])
        p["ten_laste_van"] = rng.choice([None, "niemand", "iemand_elders", *anderen])
        p["kind_van"] = rng.choice([None, (), anderen[:1]])
        for houding in p["statussen"].values():
            if houding["heeft"] and rng.random() < 0.3:
                dag = rng.choice(UITERSTEN)
                houding.update(sinds={"van": dag, "tot": dag}, tot=rng.choice((None, dag)))
        if rng.random() < 0.3:
            p["geboortedatum"] = {"van": rng.choice(UITERSTEN), "tot": date(2100, 12, 31)}
            p["hier_sinds"] = rng.choice(UITERSTEN)
            p["aanslagbiljetten"] = [{"jaar": j, "netto_belastbaar": Decimal(10**8)} for j in (1990, 2100, 2025)]
    for veld in ("huur_sinds", "levering_datum"):
        d["woning"][veld] = rng.choice((None, *UITERSTEN))
    d["samenstelling_sinds"] = rng.choice((None, *UITERSTEN))
    return d


def test_nothing_raises_around_the_days_on_which_a_parameter_changes(catalogus: Catalogus) -> None:
    """Each right around the days of the parameters that it reads; one day in four, in the long run all."""
    delen = Deelcatalogi(catalogus)
    gekeken = 0
    for n, recht in enumerate(catalogus.rechten.values()):
        wortels = [recht.voorwaarden, *([recht.bedrag.formule] if recht.bedrag else [])]
        reeksen = {k.id for wortel in wortels for k in walk(wortel) if isinstance(k, Param)}
        dagen = sorted({dag for x in reeksen for dag in around(catalogus.parameters[x])})
        for dag in dagen if settings().max_examples >= 1000 else dagen[n % 4 :: 4]:
            evaluate(ONBEKEND_GEZIN, delen.of(recht.id, ONBEKEND_GEZIN), op_datum=dag, keten=REFERENTIE)
            gekeken += 1
    assert gekeken > 100


def test_every_parameter_has_the_value_of_the_period_that_holds(catalogus: Catalogus) -> None:
    gekeken = 0
    for p in catalogus.parameters.values():
        for dag in around(p):
            r = Rekenaar(Beeld(ONBEKEND_GEZIN, to_number(dag)), catalogus.parameters)
            assert r.value(Param(p.typ, p.id, OpDatum()), HUISHOUDEN) == looked_up(p, to_number(dag)), (p.id, dag)
            gekeken += 1
    assert gekeken > 3 * len(catalogus.parameters)


def around(p: Parameter) -> set[date]:
    """The day before, of and after every border of every period, as far as anybody would ask."""
    grenzen = [to_date(dag) for w in p.waarden for dag in (w.vanaf, w.tot)]
    dagen = {g + timedelta(days=n) for g in grenzen if g.year < 2100 for n in (-1, 0, 1)}
    return dagen | {date(2000, 1, 1)}


def looked_up(p: Parameter, dag: int) -> Waarde:
    """The value by going through the periods one by one."""
    for w in p.waarden:
        if w.vanaf <= dag <= w.tot:
            if p.typ.soort == "lijst":
                return w.waarde
            return (0, None) if w.grenzen == (None, None) else w.grenzen
    return None if p.typ.soort == "lijst" else (0, None)
