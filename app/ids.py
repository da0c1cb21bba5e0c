"""Ids of new records: nobody can guess one, and the later one is the greater one."""

from __future__ import annotations

import secrets
import time


class OrderedIds:
    """Makes ids of twenty hex digits: twelve of the time, eight of chance.

    Two records of the same moment are told apart by their order, which "the newest draft" needs: a scripted clock
    stands still, and two messages may share a tick. Rules never read the time out of an id.
    """

    def __init__(self) -> None:
        self._last = 0

    def __call__(self) -> str:
        """Return the next id; it is greater than every earlier one of this process."""
        self._last = max(self._last + 1, time.time_ns() >> 14)
        return f"{self._last:012x}{secrets.token_hex(4)}"
