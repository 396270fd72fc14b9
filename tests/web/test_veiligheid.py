"""Privacy and starting: what a whole session leaves behind, with whom it speaks, on which address it listens."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.plan.woorden import Woorden
from rechtenverkenner.toepassing.programma import app as opdrachten
from rechtenverkenner.web.antwoorden import new_app
from rechtenverkenner.web.starten import (
    TOKEN,
    Instelling,
    check_setting,
    host_names,
    listen,
    read_token,
)
from rechtenverkenner.web.veiligheid import Grenzen, Zegel, check_token, secure
from rechtenverkenner.web.weigeringen import Geweigerd
from tests.web.getuige import GEHEIM

GETUIGE = Path(__file__).with_name("getuige.py")
LANG_TOKEN = "t" * 32


@pytest.fixture(scope="module")
def sessie(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a whole session did, in a process of its own with an empty home, alone in its network where that may be."""
    thuis = tmp_path_factory.mktemp("thuis")
    omgeving = {**os.environ, "HOME": str(thuis), "TMPDIR": str(thuis), "XDG_CACHE_HOME": str(thuis)}
    omgeving["RECHTENVERKENNER_CACHE"] = "uit"  # what the rules come to may be kept; it is nothing of a session
    uitkomst = subprocess.run(
        [sys.executable, "-B", str(GETUIGE), "--afgezonderd"],
        cwd=thuis, env=omgeving, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert uitkomst.returncode == 0, uitkomst.stderr
    return {**json.loads(uitkomst.stdout), "log": uitkomst.stderr, "thuis": thuis}


def test_a_session_speaks_with_nobody_else(sessie: dict[str, Any]) -> None:
    eigen = ("socket.getaddrinfo '127.0.0.1'", f"socket.connect ('127.0.0.1', {sessie['poort']})")
    assert [x for x in sessie["gezien"] if x not in eigen and not x.startswith("open ")] == []
    assert eigen[1] in sessie["gezien"], "the witness sees connections: those of the client itself"


def test_a_session_works_in_a_network_without_a_way_out(sessie: dict[str, Any]) -> None:
    if not sessie["afgezonderd"]:
        pytest.skip("a network namespace may not be made here")
    assert sessie["adressen"]


def test_a_session_writes_no_file(sessie: dict[str, Any]) -> None:
    assert [x for x in sessie["gezien"] if x.startswith("open ")] == []
    assert list(sessie["thuis"].rglob("*")) == []


def test_no_address_and_no_line_of_the_log_holds_a_fact(sessie: dict[str, Any]) -> None:
    assert len(sessie["adressen"]) > 30
    regels = sessie["log"].splitlines()
    assert any(x.startswith("POST /hervat 303") for x in regels) and any("RV815" in x for x in regels)
    for geheim in GEHEIM:
        assert not [x for x in (*sessie["adressen"], *regels) if geheim in x], geheim
    assert not [x for x in sessie["adressen"] if "?" in x]


def test_beyond_this_machine_the_service_does_not_listen_without_a_token() -> None:
    with pytest.raises(InvoerFout, match="RV824"):
        check_setting(Instelling("0.0.0.0", api=True))
    check_setting(Instelling("0.0.0.0", api=True, token=LANG_TOKEN))


def test_beyond_this_machine_there_are_no_pages() -> None:
    with pytest.raises(InvoerFout, match="RV823"):
        check_setting(Instelling("192.0.2.1", token=LANG_TOKEN))


@pytest.mark.parametrize("adres", ["127.0.0.1", "127.8.0.1", "::1"])
def test_on_this_machine_nothing_is_asked(adres: str) -> None:
    check_setting(Instelling(adres))


def test_a_name_is_no_address_to_listen_on() -> None:
    with pytest.raises(InvoerFout, match="RV822"):
        check_setting(Instelling("localhost"))


def test_a_token_comes_from_a_file_or_the_environment_and_is_long(tmp_path: Path) -> None:
    bestand = tmp_path / "token"
    bestand.write_text("f" * 40 + "\n")
    assert read_token({}, None) is None
    assert read_token({TOKEN: LANG_TOKEN}, None) == LANG_TOKEN
    assert read_token({TOKEN: LANG_TOKEN}, bestand) == "f" * 40
    for kort in ("t" * 31, "t" * 20 + " " + "t" * 20, "é" * 40, ""):
        with pytest.raises(InvoerFout, match="RV821"):
            read_token({TOKEN: kort}, None)
    with pytest.raises(InvoerFout, match="RV820"):
        read_token({}, tmp_path / "geen")


def test_no_setting_and_no_seal_shows_its_secret() -> None:
    assert LANG_TOKEN not in repr(Instelling(token=LANG_TOKEN))
    assert "sleutel" not in repr(Zegel())


def test_a_token_is_compared_whole() -> None:
    def scope(kop: str) -> dict[str, Any]:
        return {"headers": [(b"authorization", kop.encode())] if kop else []}

    check_token(scope(f"Bearer {LANG_TOKEN}"), LANG_TOKEN)
    check_token(scope(f"bearer {LANG_TOKEN}"), LANG_TOKEN)
    for kop in ("", "Bearer ", LANG_TOKEN, f"Basic {LANG_TOKEN}", f"Bearer {LANG_TOKEN}t", f"Bearer {LANG_TOKEN[:-1]}"):
        with pytest.raises(Geweigerd, match="RV807"):
            check_token(scope(kop), LANG_TOKEN)


def test_a_seal_fits_one_session_of_one_process() -> None:
    zegel = Zegel()
    token = zegel.token("a")
    assert zegel.fits("a", token)
    assert not zegel.fits("b", token) and not Zegel().fits("a", token) and not zegel.fits("a", "é")


def test_who_comes_when_too_many_are_answered_is_refused_and_later_there_is_room_again() -> None:
    statussen: list[int] = []
    vrij = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await vrij.wait()
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body"})

    async def ask(deur: Any) -> None:
        async def send(bericht: Any) -> None:
            statussen.extend([bericht["status"]] if "status" in bericht else [])

        kop = {
            "type": "http",
            "method": "GET",
            "path": "/v1/rechten",
            "query_string": b"",
            "headers": [(b"host", b"x")],
        }
        await deur(kop, None, send)

    async def use() -> None:
        deur = secure(app, hosts=["x"], zegel=Zegel(), woorden=lambda *_: Woorden(), grenzen=Grenzen(plaatsen=2))
        bezig = [asyncio.create_task(ask(deur)) for _ in range(2)]
        await asyncio.sleep(0)
        await ask(deur)
        vrij.set()
        await asyncio.gather(*bezig)
        await ask(deur)

    # in a thread of its own: tests in a browser leave a loop running in this one
    with ThreadPoolExecutor(1) as draad:
        draad.submit(lambda: asyncio.run(use())).result()
    assert statussen == [503, 200, 200, 200]


def test_a_file_of_a_form_never_reaches_the_disk() -> None:
    from starlette.formparsers import MultiPartParser

    assert Grenzen().lichaam < MultiPartParser.spool_max_size


def test_the_environment_cannot_make_the_server_report_what_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://192.0.2.1:4318")
    app = new_app()
    telemetrie = getattr(app, "_telemetry", None)  # older versions have none
    if telemetrie is None:
        pytest.skip("this FastAPI reports nothing")
    assert not any(telemetrie[x] for x in ("tracing", "metrics", "logs", "operation_spans", "auto_configure"))


def test_a_taken_port_is_said_and_without_a_wish_another_is_found() -> None:
    with listen(Instelling(poort=0)) as bezet:
        poort = bezet.getsockname()[1]
        with pytest.raises(InvoerFout, match=f"RV825 poort {poort} is niet vrij"):
            listen(Instelling(poort=poort))


def test_the_names_of_the_server_are_its_own_and_those_that_were_given() -> None:
    assert host_names(Instelling(), 80) == ("127.0.0.1:80", "localhost:80")
    assert host_names(Instelling("::1"), 8) == ("[::1]:8", "localhost:8")
    ver = Instelling("0.0.0.0", api=True, namen=("rechten.voorbeeld.be",))
    assert host_names(ver, 8) == ("0.0.0.0:8", "rechten.voorbeeld.be", "rechten.voorbeeld.be:8")


def test_the_command_refuses_before_it_reads_anything() -> None:
    for opties, code in ((["--adres", "0.0.0.0", "--api"], "RV824"), (["--adres", "0.0.0.0"], "RV823")):
        uitkomst = CliRunner(env={TOKEN: None}).invoke(opdrachten, ["web", *opties])
        fout = uitkomst.exception
        assert isinstance(fout, InvoerFout) and fout.meldingen[0].code == code
