"""Joins pages and JSON API to the records."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_hex
from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from app.doors.assignments import StoredAssignments
from app.doors.contracts import StoredContracts
from app.doors.names import StoredNames
from app.keys import admin_token
from app.pages.buttons import PageButtons
from app.pages.cards import CardsOnPages
from app.pages.chat_login import ChatLogins
from app.pages.chats import ChatsOnPages
from app.pages.desk import Desk
from app.pages.imports import ImportsOnPages
from app.pages.leads import LeadsOnPages
from app.pages.names import NamesOnPages
from app.pages.reviews import ReviewsPort
from app.pages.wecom import WeComPages
from handlers.absence.team import team_changed
from web.api.assignments import AssignmentApi
from web.api.channels import ChannelApi
from web.api.contracts import ContractApi
from web.api.imports import ImportApi
from web.api.intake import IntakeDoor
from web.api.names import NameApi
from web.api.records import Api
from web.api.systems import SystemDoor
from web.pages.routes import page_routes

if TYPE_CHECKING:
    from app.installation import Installation


def page_routes_of(service: Installation) -> list[web.RouteDef]:
    """Return the routes of everything people and programs open. Without WeCom people log in by a code from a chat."""

    async def changed(session: AsyncSession, left: Sequence[str]) -> None:
        await team_changed(service.work(session, f"team:{token_hex(8)}"), left)

    people = Api(service.database, service.clock, admin_token(service.settings), changed)
    api = [
        *IntakeDoor(service.intake).routes(),
        *ChannelApi(people.person, service.intake).routes(),
        *ImportApi(people.person, service.imports).routes(),
        *AssignmentApi(people.person, StoredAssignments(service)).routes(),
        *SystemDoor(people.person, service.systems).routes(),
        *NameApi(people.person, StoredNames(service)).routes(),
        *people.routes(),
        *ContractApi(people.person, StoredContracts(service)).routes(),
    ]
    surface = service.platforms.wecom
    wecom = WeComPages(service.settings.wecom, surface, service.database, service.clock) if surface else None
    return [
        *api,
        *page_routes(
            login=wecom,
            contacts=wecom,
            leads=LeadsOnPages(service),
            chats=ChatsOnPages(service),
            cards=CardsOnPages(service),
            press=PageButtons(service),
            clock=service.clock,
            secret=service.secret,
            base_url=service.settings.base_url,
            signatures=wecom,
            reviews=ReviewsPort(service),
            code_login=ChatLogins(service),
            imports=ImportsOnPages(service),
            names=NamesOnPages(service),
            desk=Desk(service),
        ),
    ]
