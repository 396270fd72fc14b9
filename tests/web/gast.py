"""Somebody who uses the pages without a browser: sends forms as a household fills them in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.oordeel import Resultaat
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.web.app import make_app
from rechtenverkenner.web.paginas import vragen
from rechtenverkenner.web.paginas.vakken import Kaartvorm
from rechtenverkenner.web.zittingen import Zitting, Zittingen
from tests.gesprek.antwoordblad import DAG
from tests.web.bediende import ZONDER_TLS, Bediende, serving
from tests.web.invuller import Bladzijde, filled, reader


@dataclass(frozen=True, slots=True)
class Huis:
    """A server with its sessions."""

    server: Bediende
    zittingen: Zittingen
    sluiten: ExitStack

    def guest(self) -> Gast:
        """A new visitor, on the first page."""
        client = self.sluiten.enter_context(
            httpx.Client(
                base_url=self.server.url, headers={"Origin": self.server.url}, follow_redirects=True, **ZONDER_TLS
            )
        )
        return Gast(self, client, client.get("/"))


@contextmanager
def house(catalogus: Catalogus, **meer: Any) -> Iterator[Huis]:
    """A server of the pages on the day of the tests."""
    zittingen = meer.pop("zittingen", Zittingen())

    def app(hosts: tuple[str, ...]) -> Any:
        return make_app(catalogus, hosts=hosts, zittingen=zittingen, vandaag=lambda: DAG, **meer)

    with serving(app) as server, ExitStack() as sluiten:
        yield Huis(server, zittingen, sluiten)


@dataclass(slots=True)
class Gast:
    """A visitor: the last page that came."""

    huis: Huis
    client: httpx.Client
    antwoord: httpx.Response

    @property
    def blad(self) -> Bladzijde:
        return Bladzijde(self.antwoord.text)

    @property
    def pad(self) -> str:
        return self.antwoord.url.path

    @property
    def zitting(self) -> Zitting:
        """The session on the side of the server."""
        zitting = self.huis.zittingen.get(self.client.cookies["rv_zitting"])
        assert zitting is not None
        return zitting

    @property
    def resultaat(self) -> Resultaat:
        assert self.zitting.gesprek is not None
        return self.zitting.look(self.zitting.gesprek).resultaat

    def get(self, pad: str) -> httpx.Response:
        self.antwoord = self.client.get(pad)
        return self.antwoord

    def post(self, pad: str, data: dict[str, Any] | None = None, **meer: Any) -> httpx.Response:
        """A form of the last page."""
        self.antwoord = self.client.post(pad, data={**self.blad.verborgen, **(data or {})}, **meer)
        return self.antwoord

    def begin(self, *mensen: str, volgorde: str = "thema") -> None:
        self.post("/begin", {"mensen": " ".join(mensen), "volgorde": volgorde})

    def cards(self) -> list[Kaartvorm]:
        """The cards that the last page shows."""
        zitting, g = self.zitting, self.zitting.gesprek
        assert g is not None
        if self.pad == "/vraag":
            return [vragen._current(zitting, g, reader(g))]
        blad = self.pad.rpartition("/")[2]
        return list(vragen._cards(blad, zitting.look(g, "thema"), zitting, reader(g)))

    def answers(self, gezin: Gezin) -> dict[str, list[str]]:
        """What this household fills in on the last page."""
        g = self.zitting.gesprek
        assert g is not None
        return filled(self.cards(), gezin, reader(g))

    def answer(self, gezin: Gezin) -> None:
        """Fill in the last page and send it."""
        self.post(self.pad, {**self.answers(gezin), "knop": "verder"})
        assert self.antwoord.status_code == 200, self.antwoord.text

    def interview(self, gezin: Gezin) -> int:
        """Every page until there is nothing more to ask; how many."""
        bladen = 0
        while self.pad != "/antwoorden":
            self.answer(gezin)
            bladen += 1
            assert bladen < 300
        return bladen
