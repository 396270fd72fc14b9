"""A plan in a language and a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args, overload

from rechtenverkenner.meldingen import InvoerFout, Melding, did_you_mean
from rechtenverkenner.plan.blad import Blad
from rechtenverkenner.plan.opmaak import make_page
from rechtenverkenner.plan.plan import Plan
from rechtenverkenner.plan.taal import NEDERLANDS, language
from rechtenverkenner.plan.woorden import Woorden

Tekstvorm = Literal["tekst", "markdown", "html", "json"]
Formaat = Literal["tekst", "markdown", "html", "json", "pdf", "ics"]
Bladvorm = Literal["tekst", "markdown", "html", "pdf"]


@overload
def render(plan: Plan, *, taal: str = "nl", formaat: Tekstvorm = "tekst") -> str: ...
@overload
def render(plan: Plan, *, taal: str = "nl", formaat: Literal["pdf", "ics"]) -> bytes: ...
@overload
def render(plan: Plan, *, taal: str = "nl", formaat: Formaat) -> str | bytes: ...
def render(plan: Plan, *, taal: str = "nl", formaat: Formaat = "tekst") -> str | bytes:
    """The plan in words of one language; bytes for `pdf` and `ics`, text for the others.

    A plan in another language carries the Dutch one with it: that is the text that counts. `taal`: nl, eenvoudig (easy
    Dutch), fr, en, de. `pdf` needs the extra `pdf`, `ics` (the days of the plan) the extra `agenda`.

    Raises:
        InvoerFout: RV601 unknown language; RV007 unknown form; RV604, RV605 an extra is not installed.
    """
    gekozen = language(taal)
    check_form(formaat, get_args(Formaat))
    if formaat == "json":
        import json

        from rechtenverkenner.plan.contract import plan_as_dict

        return json.dumps(plan_as_dict(plan, Woorden(gekozen, plan.catalogus)), ensure_ascii=False, indent=2) + "\n"
    if formaat == "ics":
        from rechtenverkenner.plan.vormen.agenda import as_calendar

        return as_calendar(plan, Woorden(gekozen, plan.catalogus))
    return _written(formaat, tuple(make_page(plan, t) for t in dict.fromkeys((gekozen, NEDERLANDS))))


@overload
def render_letter(plan: Plan, loket: str, *, formaat: Literal["tekst", "markdown", "html"] = "tekst") -> str: ...
@overload
def render_letter(plan: Plan, loket: str, *, formaat: Literal["pdf"]) -> bytes: ...
@overload
def render_letter(plan: Plan, loket: str, *, formaat: Bladvorm) -> str | bytes: ...
def render_letter(plan: Plan, loket: str, *, formaat: Bladvorm = "tekst") -> str | bytes:
    """A letter in Dutch to one counter of the plan, to sign: the rights to look at and the papers; no personal fact.

    Raises:
        InvoerFout: RV606 no such counter in this plan; RV007 a form that is no page; RV604 the extra `pdf` is missing.
    """
    from rechtenverkenner.plan.brief import make_letter

    check_form(formaat, get_args(Bladvorm))
    return _written(formaat, (make_letter(plan, loket),))


def _written(formaat: Bladvorm, bladen: Sequence[Blad]) -> str | bytes:
    """The pages in a form; only the module of that form is loaded."""
    match formaat:
        case "tekst":
            from rechtenverkenner.plan.vormen.tekst import as_text

            return as_text(bladen)
        case "markdown":
            from rechtenverkenner.plan.vormen.markdown import as_markdown

            return as_markdown(bladen)
        case "html":
            from rechtenverkenner.plan.vormen.html import as_html

            return as_html(bladen)
        case "pdf":
            from rechtenverkenner.plan.vormen.pdf import as_pdf

            return as_pdf(bladen)


def check_form(formaat: str, mogelijk: Sequence[str]) -> None:
    """Refuse a form that there is not.

    Raises:
        InvoerFout: RV007.
    """
    if formaat not in mogelijk:
        hulp = did_you_mean(formaat, mogelijk) or f"kies {', '.join(mogelijk)}"
        raise InvoerFout([Melding("RV007", f"onbekend formaat `{formaat[:20]}`", None, hulp)])
