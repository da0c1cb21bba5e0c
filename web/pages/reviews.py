"""`/duplicates`: the board of doubtful groups that wait for the person who looks (F18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from aiohttp import web

from web.session import Session
from web.views import Views, as_json, wants_json


@dataclass(frozen=True, slots=True)
class Doubt:
    """One group: who may be one, how alike they are, why, and the page of its card, where it is decided."""

    names: str
    alike: str
    reasons: str
    link: str


class Reviews(Protocol):
    """What waits for a person."""

    async def open_reviews(self, person: str) -> Sequence[Doubt]:
        """Return the groups this person may decide, the surest first."""
        ...


class ReviewPage:
    """The handler of the board."""

    def __init__(self, reviews: Reviews, views: Views) -> None:
        self._reviews = reviews
        self._views = views

    async def show(self, request: web.Request, session: Session) -> web.StreamResponse:
        """`GET /duplicates`."""
        groups = await self._reviews.open_reviews(session.person)
        if wants_json(request):
            return as_json(ok=True, groups=[asdict(group) for group in groups])
        return self._views.page("duplicates.html", title="疑似重复", groups=groups)
