"""Attacks: each is refused, and the log says so without a word of what was sent."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from rechtenverkenner.web.app import make_app
from rechtenverkenner.web.protocol import Protocol
from rechtenverkenner.web.veiligheid import KOEK, Grenzen
from rechtenverkenner.web.zittingen import Zittingen
from tests.web.bediende import ZONDER_TLS, Bediende, get, serving
from tests.web.bediende import post as http_post
from tests.web.invuller import Bladzijde

DAG = date(2026, 11, 1)
MERK = "jangeheim"
"""Stands in every attack; may stand in no log."""
PRIK = f"<img src=x onerror=alert(1)>{{{{7*191}}}}${{7*191}}{MERK}'\""
"""HTML and templates of several kinds; 1337 is what a template makes of it."""
TOKEN = "een-token-dat-lang-genoeg-is-1234567890"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def server(catalogus: Any) -> Iterator[Bediende]:
    with serving(lambda hosts: make_app(catalogus, hosts=hosts, api=True, vandaag=lambda: DAG)) as b:
        yield b


@pytest.fixture(autouse=True)
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """The log of the server, in which no attack may leave its mark."""
    deur = logging.getLogger("rechtenverkenner.web")
    deur.addHandler(caplog.handler)
    yield caplog
    deur.removeHandler(caplog.handler)
    assert MERK not in caplog.text.lower() and "1337" not in caplog.text


def code_in(rauw: bytes) -> tuple[int, str]:
    """Status and our code in a raw answer; no code when the HTTP library itself refused."""
    status = re.match(rb"HTTP/1\.1 (\d{3})", rauw)
    code = re.search(rb"RV8\d\d", rauw)
    return (int(status[1]) if status else 0), (code[0].decode() if code else "")


def raw(server: Bediende, start: str, *koppen: str, lichaam: bytes = b"", host: str | None = "") -> tuple[int, str]:
    """Status and code for a request as it is written here."""
    regels = [start, *([] if host is None else [f"Host: {host or server.host}"]), *koppen, "Connection: close", "", ""]
    return code_in(server.send("\r\n".join(regels).encode("latin-1") + lichaam))


def post(server: Bediende, pad: str, lichaam: bytes, *koppen: str, origin: str | None = "") -> tuple[int, str]:
    """The same for a form; it says where it comes from unless told otherwise."""
    eigen = [] if origin is None else [f"Origin: {origin or server.url}"]
    soort = [] if any(k.startswith("Content-Type") for k in koppen) else [f"Content-Type: {FORM}"]
    lengte = [] if any(k.startswith("Transfer") for k in koppen) else [f"Content-Length: {len(lichaam)}"]
    return raw(server, f"POST {pad} HTTP/1.1", *eigen, *soort, *lengte, *koppen, lichaam=lichaam)


class Bezoeker:
    """A browser with a session; `csrf` is the seal of its forms."""

    def __init__(self, server: Bediende) -> None:
        self.server = server
        self.c = httpx.Client(base_url=server.url, **ZONDER_TLS)
        self.read("/")

    def read(self, pad: str) -> Bladzijde:
        r = self.c.get(pad, follow_redirects=True)
        assert r.status_code == 200, (pad, r.status_code)
        blad = Bladzijde(r.text)
        self.csrf, self.stap = blad.verborgen["csrf"], blad.verborgen.get("stap", "")
        return blad

    def send(
        self, pad: str, *, bestand: bytes | None = None, koppen: dict[str, str] | None = None, **velden: Any
    ) -> Any:
        data = {"csrf": self.csrf, "stap": self.stap, **velden}
        files = None if bestand is None else {"bestand": (f"{MERK}.yaml", bestand)}
        return self.c.post(pad, data=data, files=files, headers={"origin": self.server.url, **(koppen or {})})


@pytest.fixture
def bezoeker(server: Bediende) -> Iterator[Bezoeker]:
    b = Bezoeker(server)
    yield b
    b.c.close()


# who speaks to whom


@pytest.mark.parametrize(
    "host", [f"{MERK}.example", "127.0.0.1", "127.0.0.1:1", f"{MERK}@127.0.0.1", "", None], ids=str
)
def test_a_name_that_was_made_to_point_here_is_refused(server: Bediende, host: str | None) -> None:
    rauw = raw(server, "GET / HTTP/1.1", host=" " if host == "" else host)
    assert rauw in ((400, "RV801"), (400, ""))


def test_two_names_are_refused(server: Bediende) -> None:
    assert raw(server, "GET / HTTP/1.1", f"Host: {MERK}.example")[0] == 400


def test_a_name_in_the_request_line_does_not_stand_for_the_header(server: Bediende) -> None:
    status, _ = raw(server, f"GET http://{server.host}/ HTTP/1.1", host=f"{MERK}.example")
    assert status == 400


@pytest.mark.parametrize("origin", [f"http://{MERK}.example", "null", "http://127.0.0.1:1", None], ids=str)
def test_a_form_of_another_website_is_refused(server: Bediende, origin: str | None) -> None:
    assert post(server, "/begin", f"mensen={MERK}".encode(), origin=origin) == (403, "RV802")


def test_two_origins_are_refused(server: Bediende) -> None:
    assert post(server, "/begin", b"", f"Origin: http://{MERK}.example") == (403, "RV802")


@pytest.mark.parametrize("pad", ["/v1/rechten", "/stijl/rechten.css"])
@pytest.mark.parametrize("waar", ["cross-site", "same-site"])
def test_another_website_cannot_put_a_part_of_ours_in_its_page(server: Bediende, pad: str, waar: str) -> None:
    assert raw(server, f"GET {pad} HTTP/1.1", f"Sec-Fetch-Site: {waar}", "Sec-Fetch-Mode: no-cors") == (403, "RV802")


@pytest.mark.parametrize("soort", ["text/plain", FORM, "multipart/form-data; boundary=x"])
def test_a_form_cannot_pose_as_json(server: Bediende, soort: str) -> None:
    assert post(server, "/v1/verken", b'{"gezin": {}}', f"Content-Type: {soort}", origin=None) == (415, "RV806")


def test_json_cannot_pose_as_a_form(server: Bediende) -> None:
    assert post(server, "/begin", b"{}", "Content-Type: application/json") == (415, "RV806")


def test_a_form_in_another_character_set_is_refused(server: Bediende) -> None:
    soort = "Content-Type: multipart/form-data; boundary=x; charset=utf-7"
    lichaam = b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n+2AA-\r\n--x--\r\n'
    assert post(server, "/begin", lichaam, soort, f"Cookie: {KOEK}={MERK}") == (415, "RV806")


def test_no_page_may_be_framed_run_script_of_others_or_be_kept(bezoeker: Bezoeker) -> None:
    for pad in ("/", "/stijl/rechten.css", f"/{MERK}", "/v1/rechten", "/v1/verken"):
        koppen = bezoeker.c.get(pad).headers
        csp = koppen["content-security-policy"]
        assert "default-src 'none'" in csp and "frame-ancestors 'none'" in csp and "unsafe" not in csp
        assert koppen["cache-control"] == "no-store" and koppen["x-content-type-options"] == "nosniff"
        assert koppen["referrer-policy"] == "same-origin" and "server" not in koppen
        assert "access-control-allow-origin" not in koppen


# sessions and forms


def test_a_form_without_its_seal_is_refused(bezoeker: Bezoeker) -> None:
    for csrf in ("", "0" * 64, f"{MERK}é", [bezoeker.csrf, bezoeker.csrf]):
        r = bezoeker.send("/begin", mensen=MERK, csrf=csrf)
        assert r.status_code == 403 and "RV803" in r.text and MERK not in r.text


def test_a_person_is_refused_in_the_language_of_the_session_or_else_of_the_browser(bezoeker: Bezoeker) -> None:
    bezoeker.send("/taal", taal="de")
    assert "dieses Formular gilt nicht mehr" in bezoeker.send("/begin", csrf="").text
    frans = get(f"{bezoeker.server.url}/{MERK}", headers={"accept-language": "fr-BE, fr;q=0.9, nl;q=0.8"}).text
    assert '<html lang="fr">' in frans and "ceci n&#x27;existe pas" in frans


def test_the_seal_of_another_session_is_refused(bezoeker: Bezoeker, server: Bediende) -> None:
    ander = Bezoeker(server)
    ander.c.close()
    assert bezoeker.send("/begin", mensen="2", csrf=ander.csrf).status_code == 403


def test_a_forged_session_is_nobody(server: Bediende, bezoeker: Bezoeker) -> None:
    echt = bezoeker.c.cookies[KOEK]
    for koek in (f"{KOEK}={MERK}", f"{KOEK}={echt[:-1]}", f"{KOEK}={echt}; {KOEK}={MERK}", ""):
        uit = post(server, "/begin", f"mensen=2&csrf={bezoeker.csrf}".encode(), f"Cookie: {koek}")
        assert uit == (403, "RV803"), koek
    r = get(f"{server.url}/antwoorden", headers={"cookie": f"{KOEK}={MERK}"})
    assert r.status_code == 303 and r.headers["location"] == "/" and MERK not in r.headers["set-cookie"]


def test_a_session_that_was_there_before_is_worth_nothing_in_a_conversation(bezoeker: Bezoeker) -> None:
    voor = bezoeker.c.cookies[KOEK]
    assert bezoeker.send("/begin", mensen=MERK).status_code == 303
    assert bezoeker.c.cookies[KOEK] != voor
    r = get(f"{bezoeker.server.url}/antwoorden", headers={"cookie": f"{KOEK}={voor}"})
    assert r.status_code == 303 and MERK not in r.text


def test_the_cookie_is_out_of_reach_of_scripts_and_other_websites(server: Bediende) -> None:
    koek = get(f"{server.url}/").headers["set-cookie"].lower()
    assert "httponly" in koek and "samesite=strict" in koek and "path=/" in koek
    assert "expires" not in koek and "max-age" not in koek


def test_a_session_ends_by_itself() -> None:
    nu = [0.0]
    zittingen = Zittingen(klok=lambda: nu[0])
    kenmerk = zittingen.new().id
    nu[0] = 29 * 60
    assert zittingen.get(kenmerk) is not None
    nu[0] += 31 * 60
    assert zittingen.get(kenmerk) is None and len(zittingen) == 0


# size and time


def test_a_body_that_says_it_is_too_large_is_not_read(server: Bediende) -> None:
    for pad in ("/begin", "/v1/verken"):
        kop = ("Content-Length: 99999999",)
        uit = raw(server, f"POST {pad} HTTP/1.1", f"Origin: {server.url}", "Content-Type: application/json", *kop)
        assert uit == (413, "RV804")


def test_a_body_that_does_not_say_how_large_it_is_is_read_so_far(server: Bediende) -> None:
    brok = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    kop = ("Content-Type: application/json", "Transfer-Encoding: chunked")
    # not more than it reads: bytes that nobody takes would break the connection before the answer is there
    assert post(server, "/v1/verken", brok * 4 + b"1\r\na\r\n0\r\n\r\n", *kop) == (413, "RV804")


def test_a_form_with_thousands_of_fields_is_refused(bezoeker: Bezoeker) -> None:
    r = bezoeker.send("/begin", **{f"v{n}": MERK for n in range(2000)})
    assert r.status_code == 403 and "RV803" in r.text


def test_a_head_that_is_too_large_is_refused(server: Bediende) -> None:
    assert raw(server, "GET / HTTP/1.1", f"X-{MERK}: " + "a" * 40_000) == (431, "RV826")


def test_a_client_that_sends_slowly_is_cut_off(catalogus: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Protocol, "kop_seconden", 0.3)
    grenzen = Grenzen(lezen=0.3)
    with serving(lambda hosts: make_app(catalogus, hosts=hosts, api=True, grenzen=grenzen)) as traag:
        kop = ("Content-Type: application/json", "Content-Length: 500")
        uit = raw(traag, "POST /v1/verken HTTP/1.1", *kop, lichaam=b'{"gezin"')
        assert uit == (408, "RV805")
        for half in (b"", b"GET / HTTP/1.1\r\nHost: "):
            assert traag.send(half) == b"", "the connection is closed without an answer"


def test_a_client_that_goes_away_halfway_does_no_harm(server: Bediende) -> None:
    kop = f"POST /v1/verken HTTP/1.1\r\nHost: {server.host}\r\nContent-Length: 500\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.poort)) as s:
        s.sendall(kop.encode() + b"{")
    assert raw(server, "GET / HTTP/1.1")[0] == 200


# addresses


@pytest.mark.parametrize(
    "pad",
    [
        "/stijl/../app.py", "/stijl/..%2f..%2fapp.py", "/stijl/%2e%2e/app.py", "/stijl/..%5capp.py",
        "/stijl//etc/passwd", "/stijl/%00rechten.css", "/%2e%2e/%2e%2e/etc/passwd", "/v1/schema/..%2f..%2fgezin",
        "/v1/schema/../../../etc/passwd", "/v1/schema/recht%00", "/uitleg/-1", "/uitleg/99999999999999999999",
        "/wijzig/x",
    ],
)  # fmt: skip
def test_an_address_reaches_no_file(server: Bediende, pad: str) -> None:
    status, _ = raw(server, f"GET {pad} HTTP/1.1")
    assert status in (303, 400, 404)


def test_nothing_can_be_put_in_the_address_of_a_page(server: Bediende) -> None:
    assert raw(server, f"GET /vragen?naam={MERK} HTTP/1.1") == (400, "RV810")
    assert raw(server, f"GET /v1/rechten?naam={MERK} HTTP/1.1") == (400, "RV816")
    assert raw(server, f"GET /{MERK} HTTP/1.1") == (404, "RV808")


@pytest.mark.parametrize(
    "naar", [f"http://{MERK}.example/", f"//{MERK}.example/plan", f"http://x/{MERK}", "javascript:alert(1)"]
)
def test_no_page_sends_a_browser_to_another_website(bezoeker: Bezoeker, naar: str) -> None:
    r = bezoeker.send("/taal", taal="fr", koppen={"referer": naar})
    assert r.status_code == 303 and re.fullmatch(r"/(plan)?", r.headers["location"])


@pytest.mark.parametrize(
    "pad", [f"//{MERK}.example/", f"//{MERK}.example/%2f..", f"/%5c{MERK}.example/", "/vragen/", "/plan/"]
)
def test_no_address_sends_a_browser_to_another_website(server: Bediende, pad: str) -> None:
    rauw = server.send(f"GET {pad} HTTP/1.1\r\nHost: {server.host}\r\nConnection: close\r\n\r\n".encode())
    naar = re.search(rb"(?i)\nlocation: ([^\r]*)", rauw)
    assert naar is None or naar[1] == b"/"


def test_a_value_cannot_add_a_header(bezoeker: Bezoeker, server: Bediende) -> None:
    bezoeker.send("/begin", mensen="1")
    bezoeker.read("/antwoorden")
    for kenmerk in (f"x\r\nX-{MERK}: 1", f'x"; filename="{MERK}.exe', f"../../{MERK}", f"{MERK}\x00"):
        r = bezoeker.send("/bewaar", kenmerk=kenmerk)
        assert r.headers["content-disposition"] == 'attachment; filename="rechten.yaml"'
        assert not [k for k in r.headers if MERK in k]
    rauw = server.send(
        f"GET /%0d%0aX-{MERK}:%201 HTTP/1.1\r\nHost: {server.host}\r\nConnection: close\r\n\r\n".encode()
    )
    assert code_in(rauw) == (404, "RV808") and MERK.encode() not in rauw


def test_two_ways_to_say_how_long_a_body_is_are_refused(server: Bediende) -> None:
    uit = post(
        server, "/v1/verken", b"0\r\n\r\nGET /smokkel HTTP/1.1\r\n\r\n", "Transfer-Encoding: chunked",
        "Content-Length: 5", "Content-Type: application/json",
    )  # fmt: skip
    assert uit[0] in (400, 415, 422)
    dubbel = "POST /v1/verken HTTP/1.1", "Content-Length: 1", "Content-Length: 2"
    assert raw(server, *dubbel, lichaam=b"{}")[0] == 400


@pytest.mark.parametrize("methode", ["TRACE", "PUT", "DELETE", "OPTIONS", "CONNECT", MERK.upper()])
def test_another_method_does_nothing(server: Bediende, methode: str) -> None:
    status, code = raw(server, f"{methode} /v1/verken HTTP/1.1", "X-HTTP-Method-Override: GET")
    assert (status, code) == (405, "RV809")


def test_another_protocol_is_not_spoken(server: Bediende) -> None:
    sleutel = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"
    assert raw(server, "GET /v1/verken HTTP/1.1", "Upgrade: websocket", *sleutel)[0] == 405
    assert server.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50)[:12] in (b"HTTP/1.1 400", b"")


# what is filled in


BOM = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (97 + n, 97 + n, b",".join([b"*%c" % (96 + n)] * 9)) for n in range(1, 12)
)


@pytest.mark.parametrize(
    "bestand",
    [
        BOM,
        b"[" * 60_000,
        b"personen: !!python/object/apply:os.system ['touch " + MERK.encode() + b"']",
        b"personen: !!python/name:os.system",
        b"<<: *geen",
        b"personen: [{id: a}]\npersonen: [{id: b}]",
        b"\xff\xfe" + MERK.encode("utf-16-le"),
        b"%PDF-1.7 " + bytes(range(256)),
        f'personen: [{{id: "{MERK}<script>"}}]'.encode(),
    ],
    ids=["bomb", "deep", "object", "name", "merge", "twice", "utf16", "bytes", "html"],
)
def test_a_file_that_is_made_to_do_harm_is_refused(bezoeker: Bezoeker, bestand: bytes) -> None:
    r = bezoeker.send("/hervat", bestand=bestand)
    assert r.status_code == 422 and "<script>" not in r.text


def test_what_is_filled_in_is_never_run_nor_made_part_of_a_page(bezoeker: Bezoeker) -> None:
    """Every box of every page, with HTML and templates in it."""
    gevuld = 0

    def prick(pad: str, blad: Bladzijde) -> None:
        nonlocal gevuld
        namen = dict.fromkeys(blad.namen)
        gevuld += len(namen)
        r = bezoeker.send(pad, **dict.fromkeys(namen, PRIK))
        assert r.status_code in (200, 303, 422), pad
        assert "<img" not in r.text and "1337" not in r.text, pad

    prick("/begin", bezoeker.read("/"))
    profiel = b"personen: [{geboortedatum: 1980}, {geboortedatum: 2015}]\naansluitingen: [{drager: water}]"
    assert bezoeker.send("/hervat", bestand=profiel).status_code == 303
    for thema in ("gezin", "inkomen", "wonen", "energie", "telecom", "gezondheid", "vrije-tijd", "zekerder"):
        prick(f"/vragen/{thema}", bezoeker.read(f"/vragen/{thema}"))
    prick("/vraag", bezoeker.read("/vraag"))
    for soort in ("geboorte", "werk", "verhuis"):
        bezoeker.send("/wat-als/keuze", soort=soort)
        prick("/wat-als", bezoeker.read("/wat-als"))
    for pad in ("/erbij", "/bewaar", "/taal", "/wat-als/keuze", "/testgeval"):
        bezoeker.read("/antwoorden")
        velden = dict.fromkeys(("mensen", "kenmerk", "taal", "soort", "oordeel", "bron", "tekst", "naam"), PRIK)
        r = bezoeker.send(pad, **velden)
        assert r.status_code < 500 and "<img" not in r.text and "1337" not in r.text, pad
    assert gevuld > 50, "the pages have boxes to fill in"


# the token


def test_a_service_with_a_token_says_nothing_without_it(catalogus: Any) -> None:
    def make(hosts: Any) -> Any:
        return make_app(catalogus, hosts=hosts, paginas=False, api=True, token=TOKEN)

    with serving(make) as dienst:
        for kop in ({}, {"authorization": f"Bearer {MERK}"}, {"authorization": f"Basic {TOKEN}"}):
            for pad in ("/v1/rechten", "/v1/openapi.json", "/v1/verken", f"/{MERK}"):
                r = get(f"{dienst.url}{pad}", headers=kop)
                assert r.status_code == 401 and r.headers["www-authenticate"] == "Bearer", pad
        r = get(f"{dienst.url}/v1/openapi.json", headers={"authorization": f"Bearer {TOKEN}"})
        assert r.status_code == 200 and r.json()["security"] == [{"token": []}]


# faults of ours


def test_a_fault_of_ours_tells_nobody_what_was_sent(
    catalogus: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError(f"boven op {MERK}")

    monkeypatch.setattr("rechtenverkenner.web.diensten.result_as_dict", broken)
    with serving(lambda hosts: make_app(catalogus, hosts=hosts, api=True)) as kapot:
        r = http_post(f"{kapot.url}/v1/verken", json={"gezin": {"personen": [{"id": MERK}]}})
    assert (r.status_code, r.json()["code"]) == (500, "RV813") and MERK not in r.text
    assert f"RV813 RuntimeError {__name__}:" in caplog.text


def test_what_is_refused_stands_in_the_log_with_its_code(server: Bediende, log: pytest.LogCaptureFixture) -> None:
    log.clear()
    post(server, "/begin", f"mensen={MERK}".encode(), origin=f"http://{MERK}.example")
    assert re.fullmatch(r"POST - 403 \d+ ms RV802", log.messages[-1])
