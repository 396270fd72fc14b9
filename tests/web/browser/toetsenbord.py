"""Filling in pages with the keyboard alone: Tab from control to control, type, Space, arrows, Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

NU = """() => {
  const e = document.activeElement;
  return {tag: e.tagName, naam: e.name || "", soort: e.type || "", waarde: e.value || "", aan: !!e.checked,
          href: e.getAttribute ? e.getAttribute("href") || "" : "",
          opties: e.tagName === "SELECT" ? [...e.options].map(o => o.value) : []};
}"""
HOOGSTENS = 2000


def now(bladzijde: Any) -> dict[str, Any]:
    """The control that has the focus."""
    uit: dict[str, Any] = bladzijde.evaluate(NU)
    return uit


def fill_in(bladzijde: Any, data: Mapping[str, Sequence[str]], *, knop: str = "verder") -> None:
    """Go through the form with Tab, give every control what it must hold, and press the button."""
    knoppen = set(data)
    for _ in range(HOOGSTENS):
        bladzijde.keyboard.press("Tab")
        nu = now(bladzijde)
        if nu["naam"] == "knop" and nu["waarde"] == knop:
            assert not knoppen, f"Tab never came to {sorted(knoppen)[:3]}"
            press_enter(bladzijde)
            return
        if nu["naam"] in data and set_control(bladzijde, nu, data[nu["naam"]]):
            knoppen.discard(nu["naam"])
    raise AssertionError("the button is not reached with Tab")


def press_enter(bladzijde: Any) -> None:
    """Enter on what leads to another page, or another place; and wait until it is there."""
    with bladzijde.expect_navigation():
        bladzijde.keyboard.press("Enter")


def set_control(bladzijde: Any, nu: dict[str, Any], waarden: Sequence[str]) -> bool:
    """Give one control what it must hold; whether all of its group is done."""
    match nu["soort"]:
        case "radio":
            pijlen = 0
            while now(bladzijde)["waarde"] != waarden[0]:
                bladzijde.keyboard.press("ArrowDown")
                pijlen += 1
                assert pijlen < 60, waarden
            if not now(bladzijde)["aan"]:
                bladzijde.keyboard.press("Space")
            return True
        case "checkbox":
            if (nu["waarde"] in waarden) != nu["aan"]:
                bladzijde.keyboard.press("Space")
            return nu["waarde"] == max(waarden, key=lambda x: int(x) if x.isdecimal() and x != "0" else 1000)
        case "select-one":
            bladzijde.keyboard.press("Home")
            for _ in range(nu["opties"].index(waarden[0])):
                bladzijde.keyboard.press("ArrowDown")
            assert now(bladzijde)["waarde"] == waarden[0]
            return True
        case _:
            bladzijde.keyboard.press("Control+A")
            bladzijde.keyboard.insert_text(waarden[0])
            return True


def follow(bladzijde: Any, href: str) -> None:
    """Tab to a link and press Enter."""
    for _ in range(HOOGSTENS):
        bladzijde.keyboard.press("Tab")
        if now(bladzijde)["href"] == href:
            press_enter(bladzijde)
            return
    raise AssertionError(f"no link to {href} is reached with Tab")
