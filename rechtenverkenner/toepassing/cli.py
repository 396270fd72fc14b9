"""The command line. Every command stands in a `..._cli` module, which is loaded when that command is asked for.

Exit status: 0 fine (also when facts are unknown), 1 findings, 2 bad input. Nothing is stored or sent.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from typing import Any

try:
    import typer
    from typer.core import TyperGroup
except ImportError:  # pragma: no cover - shown to somebody who installed without the extra
    sys.exit("de opdrachtregel vraagt een extra: pip install 'rechtenverkenner[cli]'")

from rechtenverkenner.meldingen import Melding, RechtenFout, did_you_mean

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
    return dict(typer.main.get_group(deel).commands)


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


def main() -> None:
    """Entry point: every fault becomes a clear message and exit status 2."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it searches every installed package for some
    gc.set_threshold(50_000)  # nearly all that a command makes stays until its end
    atexit.register(_leave)
    for stroom in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stroom, "reconfigure", None):
            reconfigure(errors="replace")  # a terminal without `é` or `€` shows a question mark
    try:
        status = app(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except RechtenFout as e:
        print("\n".join(str(m) for m in e.meldingen), file=sys.stderr)
        sys.exit(2)
    except typer.Abort:
        print("afgebroken", file=sys.stderr)
        sys.exit(130)
    except Gebruiksfout as e:
        print(_usage_message(e), file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader (`head`) went away
        sys.stderr.close()
        sys.exit(0)


def _leave() -> None:
    """At the end nobody needs to look through all values once more; but duckdb counts what is left, and complains."""
    if "duckdb" not in sys.modules:
        gc.freeze()


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


if __name__ == "__main__":
    main()
