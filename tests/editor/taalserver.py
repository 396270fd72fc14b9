"""The YAML language server that editors use, driven over its standard input and output."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any

HIER = Path(__file__).resolve().parent
SERVER = HIER / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
GEDULD = 60


class Taalserver:
    """One running server; nothing is downloaded: schemas are files only."""

    def __init__(self, node: str, wortel: Path) -> None:
        self.proces = subprocess.Popen(
            [node, str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.berichten: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.oordelen: dict[str, list[dict[str, Any]]] = {}
        self.nummer = 0
        threading.Thread(target=self._read, daemon=True).start()
        kan = {"textDocument": {"hover": {"contentFormat": ["markdown"]}, "publishDiagnostics": {}}}
        kan["textDocument"]["completion"] = {
            "completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}
        }
        kan["workspace"] = {"configuration": True}
        self.ask("initialize", {"processId": None, "rootUri": wortel.as_uri(), "capabilities": kan})
        self.tell("initialized", {})

    def close(self) -> None:
        self.ask("shutdown", None)
        self.tell("exit", None)
        assert self.proces.stdin is not None and self.proces.stdout is not None
        self.proces.stdin.close()
        self.proces.wait(GEDULD)
        self.proces.stdout.close()

    def open(self, pad: Path, tekst: str) -> list[dict[str, Any]]:
        """Open a text as if it were the file at `pad`; what is wrong with it."""
        document = {"uri": pad.as_uri(), "languageId": "yaml", "version": 1, "text": tekst}
        self.oordelen.pop(pad.as_uri(), None)
        self.tell("textDocument/didOpen", {"textDocument": document})
        while pad.as_uri() not in self.oordelen:
            self._handle(self._next())
        return self.oordelen[pad.as_uri()]

    def hover(self, pad: Path, regel: int, kolom: int) -> str:
        """The text that appears over a place."""
        uit = self.ask("textDocument/hover", _place(pad, regel, kolom))
        inhoud = uit["contents"] if uit else ""
        return inhoud["value"] if isinstance(inhoud, dict) else str(inhoud)

    def complete(self, pad: Path, regel: int, kolom: int) -> dict[str, str]:
        """What may be typed at a place: label -> what it means."""
        uit = self.ask("textDocument/completion", _place(pad, regel, kolom))
        rij = uit["items"] if isinstance(uit, dict) else uit or []
        return {x["label"]: _words(x.get("documentation")) for x in rij}

    def ask(self, methode: str, inhoud: object) -> Any:
        self.nummer += 1
        self._send({"id": self.nummer, "method": methode, "params": inhoud})
        while True:
            bericht = self._next()
            if bericht.get("id") == self.nummer and "method" not in bericht:
                assert "error" not in bericht, bericht
                return bericht["result"]
            self._handle(bericht)

    def tell(self, methode: str, inhoud: object) -> None:
        self._send({"method": methode, "params": inhoud})

    def _handle(self, bericht: dict[str, Any]) -> None:
        """Answer what the server asks of an editor, and keep what it finds."""
        methode = bericht.get("method")
        if methode == "textDocument/publishDiagnostics":
            self.oordelen[bericht["params"]["uri"]] = bericht["params"]["diagnostics"]
        elif "id" in bericht and methode is not None:
            antwoord = None
            if methode == "workspace/configuration":
                antwoord = [_SETTINGS.get(x.get("section"), {}) for x in bericht["params"]["items"]]
            self._send({"id": bericht["id"], "result": antwoord})

    def _send(self, bericht: dict[str, Any]) -> None:
        ruw = json.dumps({"jsonrpc": "2.0", **bericht}).encode()
        assert self.proces.stdin is not None
        self.proces.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(ruw), ruw))
        self.proces.stdin.flush()

    def _next(self) -> dict[str, Any]:
        bericht = self.berichten.get(timeout=GEDULD)
        assert bericht is not None, "de taalserver is gestopt"
        return bericht

    def _read(self) -> None:
        stroom = self.proces.stdout
        assert stroom is not None
        while kop := stroom.readline():
            lengte = int(kop.split(b":")[1]) if kop.lower().startswith(b"content-length") else 0
            while kop.strip():
                kop = stroom.readline()
                if kop.lower().startswith(b"content-length"):
                    lengte = int(kop.split(b":")[1])
            self.berichten.put(json.loads(stroom.read(lengte)))
        self.berichten.put(None)


# The store of schemas on the web stays shut: the test needs no network.
_SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
    },
    "[yaml]": {},
    "editor": {},
    "files": {},
}


def _place(pad: Path, regel: int, kolom: int) -> dict[str, Any]:
    return {"textDocument": {"uri": pad.as_uri()}, "position": {"line": regel, "character": kolom}}


def _words(x: object) -> str:
    return str(x.get("value", "")) if isinstance(x, dict) else str(x or "")
