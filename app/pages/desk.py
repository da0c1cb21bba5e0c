"""Which pages a person finds on the start page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crm.intake.importing import may_import
from crm.people import Role
from crm.rights.reach import Act, Reach, reach
from storage.people.people import PeopleTable

if TYPE_CHECKING:
    from app.installation import Installation

DUPLICATES, IMPORTS, NAMES = ("疑似重复", "/duplicates"), ("导入名单", "/imports"), ("企业标准名", "/names")


class Desk:
    """Fits `web.ports.Desk`."""

    def __init__(self, service: Installation) -> None:
        self._service = service

    async def links(self, person: str) -> Sequence[tuple[str, str]]:
        """Return title and address of the pages this person may open now."""
        async with self._service.database.read() as session:
            user = await PeopleTable(session).get(person)
        if user is None or not user.active:
            return ()
        offered = (
            (DUPLICATES, reach(user, Act.MERGE) is not Reach.NONE),
            (IMPORTS, may_import(user.role)),
            (NAMES, user.role == Role.ADMIN),
        )
        return [page for page, may in offered if may]
