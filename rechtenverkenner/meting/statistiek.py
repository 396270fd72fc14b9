"""Honest uncertainty with little: the interval of a share, an exact paired test, a share over clients."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, sqrt
from typing import Final

Z95: Final = 1.959963984540054
"""The 97.5 % point of the normal distribution."""
KLANTEN: Final = 30
"""With fewer clients nothing is claimed."""


def wilson(k: float, n: float, *, z: float = Z95) -> tuple[float, float]:
    """The Wilson interval of the share k of n; n is more than 0.

    >>> [round(x, 3) for x in wilson(8, 10)]
    [0.49, 0.943]
    """
    p, zz = k / n, z * z
    midden, half = p + zz / (2 * n), z * sqrt(p * (1 - p) / n + zz / (4 * n * n))
    return max(0.0, (midden - half) / (1 + zz / n)), min(1.0, (midden + half) / (1 + zz / n))


def mcnemar(meer: int, minder: int) -> float:
    """The two-sided exact p of McNemar: of so many pairs that changed, so many went each way.

    >>> round(mcnemar(9, 1), 4)
    0.0215
    """
    n = meer + minder
    staart = sum(comb(n, k) for k in range(min(meer, minder) + 1))
    return min(1.0, float(2 * staart / 2**n))


def share_over_clients(paren: Sequence[tuple[int, int]]) -> tuple[float, float, float]:
    """A share with its 95 % interval, of (part, whole) of each client: what one client does hangs together.

    The interval is that of a ratio of sums, by its linear approximation over clients; from two clients on.

    >>> share_over_clients([(1, 2), (2, 4), (3, 6)])
    (0.5, 0.5, 0.5)
    """
    geheel, n = sum(b for _, b in paren), len(paren)
    r = sum(a for a, _ in paren) / geheel
    spreiding = sqrt(n / (n - 1) * sum((a - r * b) ** 2 for a, b in paren)) / geheel
    return r, max(0.0, r - Z95 * spreiding), min(1.0, r + Z95 * spreiding)


def band(p: float) -> str:
    """A p as a reader needs it, and no finer: a precise one would give the numbers away.

    >>> [band(p) for p in (0.2, 0.03, 0.002, 1e-9)]
    ['0,05 of meer', 'onder 0,05', 'onder 0,01', 'onder 0,001']
    """
    return next(
        (t for grens, t in ((0.001, "onder 0,001"), (0.01, "onder 0,01"), (0.05, "onder 0,05")) if p < grens),
        "0,05 of meer",
    )
