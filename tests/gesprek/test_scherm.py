"""The interview in a terminal: nothing typed is lost, nothing is written that was not asked for."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import re
import select
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from rechtenverkenner.catalogus.profiel import load_gezin
from rechtenverkenner.catalogus.profieltekst import dump_gezin
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.plan.gesprek import gesprek as kern
from rechtenverkenner.plan.gesprek.blokken import make_parts
from rechtenverkenner.plan.taal import TALEN
from rechtenverkenner.plan.woorden import Woorden
from rechtenverkenner.toepassing import cli, interview, interview_cli
from rechtenverkenner.toepassing.regels import Scherm
from tests.gesprek.antwoordblad import DAG, GEZINNEN, NAMEN, PROJECT, Moment, household, steps

WEDUWE = GEZINNEN / "weduwe-eigen-huis.yaml"
LANG = os.environ.get("RV_PROFIEL") == "lang"
CTRL_C, EINDE = "ctrl-c", "einde"


@pytest.fixture
def verloop(gesprekken: dict[str, list[Moment]]) -> list[Moment]:
    return gesprekken["weduwe-eigen-huis"]


@pytest.fixture(autouse=True)
def one_catalogue(catalogus: Catalogus, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command reads the catalogue that is already read."""
    monkeypatch.setattr(interview_cli, "read_catalogue", lambda _: catalogus)


def keyboard(*regels: str) -> Callable[[str], str]:
    """Somebody who types these lines, and then closes the terminal."""
    rij = iter(regels)

    def lees(teken: str) -> str:
        regel = next(rij, EINDE)
        if regel in (CTRL_C, EINDE):
            raise KeyboardInterrupt if regel == CTRL_C else EOFError
        return regel

    return lees


def session(g: kern.Gesprek, *regels: str, taal: str = "nl", bewaar: Path | None = None) -> interview.Sessie:
    scherm = Scherm(io.StringIO(), 100)
    return interview.Sessie(scherm, keyboard(*regels), Woorden(TALEN[taal], g.catalogus), g, bewaar=bewaar)


def shown(s: interview.Sessie) -> str:
    assert isinstance(s.scherm.stroom, io.StringIO)
    return s.scherm.stroom.getvalue()


@pytest.fixture
def lege_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which nothing may appear."""
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    assert list(tmp_path.iterdir()) == []


# --- Ctrl-C ----------------------------------------------------------------------------------------------------------


def test_ctrl_c_at_every_card_and_then_on_gives_the_same_conversation(verloop: list[Moment], lege_map: Path) -> None:
    for voor, na in pairwise(verloop):
        s = session(voor.gesprek, CTRL_C, "", voor.regel)
        interview.card(s, voor.stand.vragen[0])
        assert s.gesprek == na.gesprek


def test_ctrl_c_twice_at_every_card_leaves_everything_as_it_was(verloop: list[Moment], lege_map: Path) -> None:
    for moment in verloop[:-1]:
        for regels in ((CTRL_C, CTRL_C), (CTRL_C, EINDE)):
            s = session(moment.gesprek, *regels)
            with pytest.raises(interview.Einde) as einde:
                interview.card(s, moment.stand.vragen[0])
            assert einde.value.meteen and s.gesprek is moment.gesprek


def test_ctrl_c_in_every_part_of_every_card_loses_no_part(verloop: list[Moment], lege_map: Path) -> None:
    for moment in verloop[:-1]:
        vraag = moment.stand.vragen[0]
        delen = ["?"] * len(make_parts(vraag))
        heel = session(moment.gesprek, "", *delen)
        interview.card(heel, vraag)
        for i in range(len(delen)):
            s = session(moment.gesprek, "", *delen[:i], CTRL_C, "", *delen[i:])
            interview.card(s, vraag)
            assert s.gesprek == heel.gesprek


def test_ctrl_c_at_the_end_and_at_the_start_writes_nothing(verloop: list[Moment], lege_map: Path) -> None:
    interview.finish(session(verloop[-1].gesprek, CTRL_C))
    with pytest.raises(interview.Einde):
        interview.ask_people(Scherm(io.StringIO()), keyboard("0", "hulp", CTRL_C), Woorden())


def test_ctrl_c_while_the_program_thinks_leaves_everything_as_it_was(
    verloop: list[Moment], monkeypatch: pytest.MonkeyPatch, lege_map: Path
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        monkeypatch.undo()
        raise KeyboardInterrupt

    for naam in ("look", "answer"):
        s = session(verloop[1].gesprek)
        monkeypatch.setattr(kern, naam, interrupt)
        s.lees = keyboard(*([] if naam == "look" else [verloop[1].regel]), "", verloop[1].regel)
        vraag = interview.next_card(s, "")
        assert vraag is not None and s.gesprek.vorige is (verloop[1].gesprek if naam == "look" else verloop[0].gesprek)


def test_after_ctrl_c_one_can_save_and_go_on(verloop: list[Moment], tmp_path: Path) -> None:
    pad = tmp_path / "gezin.yaml"
    s = session(verloop[3].gesprek, CTRL_C, f"bewaar {pad}", CTRL_C, "bewaar geen-map/x", CTRL_C, "stop")
    with pytest.raises(interview.Einde) as einde:
        interview.card(s, verloop[3].stand.vragen[0])
    assert not einde.value.meteen
    assert load_gezin(pad) == verloop[3].gesprek.gezin


# --- a card ----------------------------------------------------------------------------------------------------------


def test_only_the_wrong_part_of_a_line_is_asked_again(verloop: list[Moment], lege_map: Path) -> None:
    s = session(verloop[1].gesprek, "Kortrijk; vorig jaar; 2019-03-07; ?", "1/9/1981")
    interview.card(s, verloop[1].stand.vragen[0])
    assert s.gesprek == verloop[2].gesprek
    assert shown(s).count("RV415") == 1 and "vorig jaar" not in shown(s)


def test_a_card_part_by_part_gives_the_same_and_one_can_go_back_a_part(verloop: list[Moment], lege_map: Path) -> None:
    s = session(verloop[1].gesprek, "", "Gent", "terug", "Kortrijk", "9/1981", "1/9/1981", "2019-03-07", "")
    interview.card(s, verloop[1].stand.vragen[0])
    assert s.gesprek == verloop[2].gesprek


def test_who_stops_halfway_a_card_keeps_the_parts_that_were_answered(verloop: list[Moment], lege_map: Path) -> None:
    s = session(verloop[1].gesprek, "", "Kortrijk", "1/9/1981", "stop")
    with pytest.raises(interview.Einde):
        interview.card(s, verloop[1].stand.vragen[0])
    assert s.gesprek.gezin.gemeente == "34022" and s.gesprek.gezin.personen[0].hier_sinds is not None


def test_commands_show_and_leave_the_question_as_it_is(verloop: list[Moment], lege_map: Path) -> None:
    s = session(
        verloop[4].gesprek, "waarom", "hulp", "plan", "bewaar", "wijzig niets-van-dit", "erbij 9x", verloop[4].regel
    )
    interview.card(s, verloop[4].stand.vragen[0])
    assert s.gesprek == verloop[5].gesprek
    tekst = shown(s)
    assert all(x in tekst for x in ("dit kan nog openen of sluiten", "toont deze uitleg", "RV046", "RV472", "RV408"))


def test_back_and_change_lead_to_another_card(verloop: list[Moment], lege_map: Path) -> None:
    vraag = verloop[4].stand.vragen[0]
    s = session(verloop[4].gesprek, "terug")
    interview.card(s, vraag)
    assert s.gesprek is verloop[3].gesprek
    s = session(verloop[4].gesprek, "wijzig", "2")
    interview.card(s, vraag)
    assert (s.gesprek.wijzigt, s.gesprek.vorige) == ("adres", verloop[4].gesprek)
    weer = kern.look(s.gesprek).vragen[0]
    s.lees = keyboard("", "Gent", "", "", "")
    interview.card(s, weer)
    assert s.gesprek.gezin == verloop[4].gesprek.gezin.model_copy(update={"gemeente": "44021"})
    assert "nu: Kortrijk (Enter houdt dit)" in shown(s)


def test_a_change_that_is_not_finished_is_not_saved(verloop: list[Moment], tmp_path: Path) -> None:
    g = verloop[4].gesprek
    s = session(kern.change(g, kern.changeable(g)[0], Woorden()), bewaar=tmp_path / "gezin.yaml")
    interview.save_as(s, "")
    assert load_gezin(tmp_path / "gezin.yaml") == g.gezin


# --- the file --------------------------------------------------------------------------------------------------------


def test_a_file_is_whole_private_and_never_another_one(verloop: list[Moment], tmp_path: Path) -> None:
    pad, ander = tmp_path / "gezin.yaml", tmp_path / "ander.yaml"
    ander.write_text("van iemand anders")
    s = session(verloop[-1].gesprek, f"{ander}", f"{tmp_path}/geen-map/x.yaml", f"{pad}")
    interview.finish(s)
    assert load_gezin(pad) == verloop[-1].gesprek.gezin
    assert stat.S_IMODE(pad.stat().st_mode) == 0o600
    assert ander.read_text() == "van iemand anders" and sorted(tmp_path.iterdir()) == [ander, pad]
    assert "RV045" in shown(s) and "RV042" in shown(s)


def test_at_the_end_another_name_is_asked_when_the_file_cannot_be_written(
    verloop: list[Moment], tmp_path: Path
) -> None:
    pad = tmp_path / "gezin.yaml"
    s = session(verloop[-1].gesprek, str(pad), bewaar=tmp_path / "geen-map" / "gezin.yaml")
    interview.finish(s)
    assert "RV042" in shown(s) and load_gezin(pad) == verloop[-1].gesprek.gezin


def test_a_file_that_cannot_be_replaced_keeps_what_it_was(
    verloop: list[Moment], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = tmp_path / "gezin.yaml"
    pad.write_text("eerst")

    def no_place(_pad: Path, _doel: Path) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", no_place)
    s = session(verloop[-1].gesprek, bewaar=pad)
    with pytest.raises(interview.InvoerFout, match="RV042"):
        interview.save(s, pad)
    assert pad.read_text() == "eerst" and list(tmp_path.iterdir()) == [pad]


# --- the command -----------------------------------------------------------------------------------------------------


def run(
    woorden: list[str], regels: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[object, str, str]:
    monkeypatch.setattr(sys, "argv", ["rechtenverkenner", "interview", "--op-datum", DAG.isoformat(), *woorden])
    monkeypatch.setattr("builtins.input", keyboard(*regels))
    with pytest.raises(SystemExit) as einde:
        cli.main()
    return einde.value.code, *capsys.readouterr()


@pytest.mark.parametrize("taal", sorted(TALEN))
def test_the_command_goes_on_from_a_profile_and_ends_with_the_plan(
    taal: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lege_map: Path
) -> None:
    status, uit, _ = run(["--hervat", str(WEDUWE), "--taal", taal], ("stop",), monkeypatch, capsys)
    assert status == 0 and len(uit.splitlines()) > 40


def test_the_command_saves_only_at_the_end_and_only_where_it_was_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pad = tmp_path / "nieuw.yaml"
    status, *_ = run(["--bewaar", str(pad), "--een-voor-een"], ("an", "?", "stop"), monkeypatch, capsys)
    assert status == 0 and pad.read_text() == "personen:\n  - {id: an}\n"
    status, _, fout = run(["--bewaar", str(pad)], ("bo", "stop"), monkeypatch, capsys)
    assert status == 2 and fout.startswith("RV045") and "an" in pad.read_text()
    status, *_ = run(["--hervat", str(pad), "--bewaar", str(pad)], ("Kortrijk", CTRL_C, CTRL_C), monkeypatch, capsys)
    assert status == 130 and [p.id for p in load_gezin(pad).personen] == ["an"]
    status, uit, _ = run(["--hervat", str(pad)], ("Kortrijk", f"bewaar {pad}", "stop"), monkeypatch, capsys)
    assert status == 0 and "RV045" not in uit
    status, *_ = run([], (CTRL_C,), monkeypatch, capsys)
    assert status == 130 and list(tmp_path.iterdir()) == [pad]


# --- real terminals --------------------------------------------------------------------------------------------------

OPDRACHT = [sys.executable, "-m", "rechtenverkenner.toepassing.cli", "interview", "--op-datum", DAG.isoformat()]


def read_until(fd: int, teken: bytes) -> None:
    uit = b""
    while teken not in uit:
        assert select.select([fd], [], [], 60)[0], "the terminal stays silent"
        uit += os.read(fd, 4096)


def press_until_it_ends(fd: int, toets: bytes) -> bytes:
    """What is shown while a key is pressed again and again: one that comes between two readings of a key gets lost."""
    uit = b""
    for _ in range(100):
        with contextlib.suppress(OSError):  # nobody is there any more
            os.write(fd, toets)
        while select.select([fd], [], [], 0.3)[0]:
            try:
                uit += os.read(fd, 4096)
            except OSError:
                return uit
    pytest.fail("the interview does not end")


@pytest.mark.skipif(not LANG, reason="RV_PROFIEL=lang")
def test_ctrl_c_in_a_real_terminal_offers_to_go_on_and_a_second_one_leaves(lege_map: Path) -> None:
    pid, fd = pty.fork()
    if not pid:
        os.environ["PYTHONPATH"] = str(PROJECT)
        os.execv(OPDRACHT[0], OPDRACHT)
    read_until(fd, b"> ")
    os.write(fd, b"1\n")
    read_until(fd, b"\n> ")
    uit = press_until_it_ends(fd, b"\x03")
    _, status = os.waitpid(pid, 0)
    os.close(fd)
    assert os.waitstatus_to_exitcode(status) == 130
    assert uit.count(b"Onderbroken") == 1


@pytest.mark.skipif(not LANG or shutil.which("tmux") is None, reason="RV_PROFIEL=lang, and tmux")
@pytest.mark.parametrize("naam", NAMEN)
def test_a_whole_interview_in_tmux_ends_with_the_plan(naam: str, catalogus: Catalogus, tmp_path: Path) -> None:
    gezin, pad = household(naam), tmp_path / "gezin.yaml"
    regels = [" ".join(p.id for p in gezin.personen), *(m.regel for m in steps(gezin, catalogus) if m.regel)]
    scherm = tmux_interview(regels, ["--bewaar", str(pad)], f"rv-{naam}-{os.getpid()}")
    assert "bewaard in `gezin.yaml`" in scherm and len(regels) <= 25
    *_, einde = steps(gezin, catalogus)
    assert load_gezin(pad) == einde.gesprek.gezin
    assert dump_gezin(einde.gesprek.gezin) == pad.read_text()


@pytest.mark.skipif(not LANG, reason="RV_PROFIEL=lang")
def test_every_line_of_the_transcript_is_an_answer(catalogus: Catalogus, lege_map: Path) -> None:
    wie, *regels = re.findall(r"^> (.+)", (PROJECT / "docs" / "interview.md").read_text(encoding="utf-8"), re.M)
    g = kern.start(catalogus, kern.read_people(wie, Woorden()), op_datum=DAG)
    s = session(g, *regels)
    interview.run(s)
    assert len(s.gesprek.kaarten) == len(regels) and kern.look(s.gesprek).vragen == ()
    assert re.search(r"^  RV\d", shown(s), re.M) is None


def tmux_interview(regels: list[str], opties: list[str], naam: str) -> str:
    """All that is on the screen after these lines were typed, each at its prompt."""

    def tmux(*woorden: str) -> str:
        return subprocess.run(["tmux", "-L", naam, *woorden], check=True, capture_output=True, text=True).stdout

    omgeving = f"PYTHONPATH={PROJECT}"

    def screen() -> str:
        return tmux("capture-pane", "-p", "-S", "-")

    tmux("new-session", "-d", "-x", "100", "-y", "50", "env", omgeving, *OPDRACHT, *opties)
    tmux("set-option", "-g", "remain-on-exit", "on")
    try:
        for nummer, regel in enumerate(regels, 1):
            wait_for(lambda n=nummer: len(re.findall(r"^> ?", screen(), re.M)) >= n, screen)
            tmux("send-keys", "-l", "--", regel)
            tmux("send-keys", "Enter")
        wait_for(lambda: "bewaard in" in screen(), screen)
        return screen()
    finally:
        tmux("kill-session")


def wait_for(klaar: Callable[[], bool], toon: Callable[[], str]) -> None:
    for _ in range(600):
        if klaar():
            return
        time.sleep(0.05)
    pytest.fail(f"the interview does not go on: {toon()[-600:]}")
