"""A file of a round that cannot be read without a password: SQLCipher instead of SQLite."""

from __future__ import annotations

from typing import Any

from rechtenverkenner.meldingen import InvoerFout, Melding


def sqlcipher() -> Any:
    """The module of the DB-API that reads encrypted files.

    Raises:
        InvoerFout: RV859, the extra `versleuteld` is not installed.
    """
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        hulp = "pip install 'rechtenverkenner[meting,versleuteld]'"
        raise InvoerFout([Melding("RV859", "een versleutelde ronde vraagt een extra", None, hulp)]) from None
    return dbapi2


def set_password(verbinding: Any, wachtwoord: str) -> None:
    """Open a file with this password; a new file gets it."""
    # A PRAGMA takes no parameter: a quote in the password is doubled, as in any text of SQL.
    verbinding.execute("PRAGMA key = '{}'".format(wachtwoord.replace("'", "''")))
