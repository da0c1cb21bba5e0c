"""How long a delivery waits before its next attempt."""

from __future__ import annotations

from datetime import timedelta
from random import Random

LONGEST = 900.0
MOST_ATTEMPTS = 12


def retry_delay(key: str, attempts: int) -> timedelta | None:
    """Return half to one second after the first attempt, doubling up to 15 minutes; None when it is time to give up.

    The jitter is drawn from the key and the attempt, so that the same history always gives the same delays.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    ceiling = min(LONGEST, 2.0 ** (attempts - 1))
    return timedelta(seconds=ceiling * (0.5 + 0.5 * Random(f"{key}#{attempts}").random()))
