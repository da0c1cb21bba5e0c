"""Logging in to the pages with the code that `网页登录` sent into the chat."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from crm.people import Role
from crm.rights.step_up import TRIES, Answer, answer, code_for
from handlers.page_login import ACT, OPERATION
from handlers.texts.rights_texts import STEP_UP_EXPIRED, STEP_UP_LOCKED, step_up_alarm, step_up_wrong

if TYPE_CHECKING:
    from app.installation import Installation


class ChatLogins:
    """Fits `web.ports.CodeLogin`."""

    def __init__(self, service: Installation) -> None:
        self._service = service

    async def person_for(self, link: str, code: str) -> tuple[str | None, str]:
        """Return whose link this is when the code is right, else what to say. Three wrong codes end the link."""
        now = self._service.clock.now()
        async with self._service.database.begin() as session:
            work = self._service.work(session, f"login:{link}:{now.isoformat()}")
            challenge = await work.records.challenges.one(link)
            person = await work.records.people.get(challenge.person) if challenge is not None else None
            if challenge is None or challenge.act != ACT or person is None or not person.active:
                await work.audit("unknown", "login.refused", "link", "page")
                return None, STEP_UP_EXPIRED
            right = hmac.compare_digest(code.encode(), code_for(self._service.secret, challenge.bound_to).encode())
            verdict = answer(challenge, right, now)
            await work.audit(person.id, f"login.{verdict}", f"challenge:{challenge.id}", "page")
            match verdict:
                case Answer.RIGHT:
                    return person.id, ""
                case Answer.WRONG:
                    return None, step_up_wrong(TRIES - challenge.tries)
                case Answer.LOCKED:
                    if not right and challenge.tries == TRIES:
                        for admin in await work.records.people.with_role(Role.ADMIN):
                            await work.tell(admin, step_up_alarm(person.name, OPERATION))
                    return None, STEP_UP_LOCKED
            return None, STEP_UP_EXPIRED
