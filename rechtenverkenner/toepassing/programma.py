"""All commands, as typer reads them. Each stands in a `..._cli` module, which is loaded when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial, wraps
from importlib import import_module
from inspect import signature
from typing import Annotated, Any, get_type_hints

try:
    import typer
    from typer.core import TyperGroup
except ImportError:  # pragma: no cover - shown to somebody who installed without the extra
    sys.exit("de opdrachtregel vraagt een extra: pip install 'rechtenverkenner[cli]'")

from rechtenverkenner.meldingen import Melding, did_you_mean
from rechtenverkenner.toepassing.opdracht import Optie, options_of

MODULES = {
    "verken": "verken leg-uit",
    "catalogus": "rechten fiche keur",
    "plan": "plan",
    "interview": "interview",
    "opvolging": "opvolging opvolging-begin",
    "gebeurtenis": "wat-als vooruitblik",
    "onderhoud": "verlopen verschil nieuw bijwerken fiches graaf",
    "schema": "schema",
    "verificatie": "dekking mutatie getuigen",
    "vertaling": "vertalingen",
    "bevolking": "bevolking",
    "groep": "groep",
    "web": "web",
    "meting": "meting",
}
"""Module, without `_cli` -> the commands in it; the help shows them in this order."""
OPDRACHTEN = {opdracht: module for module, namen in MODULES.items() for opdracht in namen.split()}


class Opdrachten(TyperGroup):
    """The commands by name, without loading those that are not asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """All names, for the help."""
        return list(OPDRACHTEN)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command, from its module; None when there is none."""
        module = OPDRACHTEN.get(cmd_name)
        return None if module is None else commands_of(module)[cmd_name]


def commands_of(module: str) -> dict[str, Any]:
    """What a module registers, by name."""
    deel = typer.Typer()
    import_module(f"rechtenverkenner.toepassing.{module}_cli").register(deel)
    _make_typer(deel)
    return dict(typer.main.get_group(deel).commands)


def _make_typer(deel: typer.Typer) -> None:
    """Every `Optie` in the commands becomes an option or argument of typer."""
    for opdracht in deel.registered_commands:
        if opdracht.callback is not None:
            opdracht.callback = _typed(opdracht.callback)
    for groep in deel.registered_groups:
        if groep.typer_instance is not None:
            _make_typer(groep.typer_instance)


def _typed(functie: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(functie)
    def uit(**waarden: Any) -> Any:
        return functie(**waarden)

    soorten = get_type_hints(functie, include_extras=True)
    for naam, (soort, optie) in options_of(functie).items():
        if isinstance(optie, Optie):
            soorten[naam] = Annotated[soort, _of_typer(optie)]
    vorm = signature(functie)
    plaatsen = [p.replace(annotation=soorten[p.name]) for p in vorm.parameters.values()]
    uit.__signature__ = vorm.replace(parameters=plaatsen, return_annotation=None)  # type: ignore[attr-defined]
    uit.__annotations__ = soorten
    return uit


def _of_typer(o: Optie) -> Any:
    soort = partial(typer.Option, o.naam) if o.naam else typer.Argument
    return soort(help=o.hulp, metavar=o.metavar)


app = typer.Typer(
    cls=Opdrachten,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Verkent de sociale rechten van een gezin: wat open staat, waarom, wat het waard is en wat nu te doen.",
)
app.callback()(lambda: None)
# Typer carries its own copy of click or uses the installed one, by version: this class is the right one in both.
Gebruiksfout: type[Exception] = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")


def run_typer() -> int:
    """Run what was typed; a fault in how it was typed is said, with exit status 2."""
    try:
        status = app(standalone_mode=False)
    except typer.Abort:
        print("afgebroken", file=sys.stderr)
        return 130
    except Gebruiksfout as e:
        print(_usage_message(e), file=sys.stderr)
        return 2
    return status if isinstance(status, int) else 0


def _usage_message(e: Exception) -> str:
    """The English sentence about a wrong option or command as one of ours."""
    hulp = "zie `rechtenverkenner --help`"
    # By its name on the command line; `human_readable_name` is there in some versions only.
    naam = next(iter(getattr(getattr(e, "param", None), "opts", ())), "")
    match type(e).__name__:
        case "NoSuchOption":
            return str(Melding("RV001", f"onbekende optie `{getattr(e, 'option_name', '')}`", None, hulp))
        case "MissingParameter":
            naam = naam if naam.startswith("-") else naam.upper()
            return str(Melding("RV002", f"er ontbreekt iets: `{naam}`", None, hulp))
        case "BadParameter":
            return str(Melding("RV003", f"verkeerde waarde voor {f'`{naam}`' if naam else 'een optie'}", None, hulp))
    tekst = str(getattr(e, "message", ""))
    if tekst.startswith("No such command"):
        woord = tekst.split("'")[1]
        return str(Melding("RV004", f"onbekende opdracht `{woord}`", None, did_you_mean(woord, OPDRACHTEN) or hulp))
    return str(Melding("RV005", "de opdracht is niet begrepen", None, hulp))
