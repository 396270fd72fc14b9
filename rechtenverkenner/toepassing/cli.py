"""The command line: where a command begins and ends.

Exit status: 0 fine (also when facts are unknown), 1 findings, 2 bad input. Nothing is stored or sent.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def begin() -> None:
    """Entry point: `main`, and of a command that loaded little more than our own modules nothing is taken apart."""
    gc.disable()  # such a command is over before there is anything to collect
    try:
        main()
    except SystemExit as e:
        if e.code == 0 and "typer" not in sys.modules and _flush():
            os._exit(0)  # no thread, file or connection is open: taking all values apart takes 4 %
        raise


def main() -> None:
    """Every fault becomes a clear message and exit status 2."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it searches every installed package for some
    gc.set_threshold(50_000)  # nearly all that a command makes stays until its end
    from rechtenverkenner.meldingen import RechtenFout

    atexit.register(_leave)
    for stroom in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stroom, "reconfigure", None):
            reconfigure(errors="replace")  # a terminal without `é` or `€` shows a question mark
    try:
        sys.exit(run(sys.argv[1:]))
    except RechtenFout as e:
        print("\n".join(str(m) for m in e.meldingen), file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader (`head`) went away
        sys.stderr.close()
        sys.exit(0)


def run(woorden: Sequence[str]) -> int:
    """The exit status of a command, the same by both ways; typer reads and runs what is not of the plainest form."""
    from rechtenverkenner.toepassing.opdracht import plain_call

    opdracht = plain_call(woorden)
    if opdracht is None:
        from rechtenverkenner.toepassing.programma import run_typer

        gc.enable()
        return run_typer()
    try:
        opdracht()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader (`head`) went away
        sys.stderr.close()
        return 1
    return 0


def _flush() -> bool:
    """Whether all that was printed went out."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


def _leave() -> None:
    """At the end nobody needs to look through all values once more; but duckdb counts what is left, and complains."""
    if "duckdb" not in sys.modules:
        gc.freeze()


if __name__ == "__main__":
    begin()
