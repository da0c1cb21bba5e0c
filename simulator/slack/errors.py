"""How Slack says no: HTTP 200 with `ok: false` and a code."""

from __future__ import annotations

from collections.abc import Sequence


class SlackError(Exception):
    """A failed Web API call; `details` goes into response_metadata.messages."""

    def __init__(self, code: str, details: Sequence[str] = ()) -> None:
        super().__init__(code, *details)
        self.code = code
        self.details = list(details)


class TooFast(Exception):
    """HTTP 429; `retry_after` is in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after
