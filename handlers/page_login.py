"""`网页登录`: a link to the pages and a code, both to the person's own chat, for whom no platform logs in there.

The link alone opens nothing and may be forwarded or previewed; the code is good once, on that page, for ten minutes.
"""

from __future__ import annotations

from crm.rights.step_up import CODE_HERE
from handlers.context import Talk
from handlers.rights.step_up import begin, own_chat
from handlers.texts import rights_texts

ACT = "page_login"
OPERATION = "网页登录"


async def login_by_word(talk: Talk, rest: str) -> None:
    """Send the link and the code."""
    own = await own_chat(talk)
    if own is None:
        await talk.reply(rights_texts.NO_OWN_CHAT)
        return
    challenge = await begin(talk, ACT, OPERATION, {})
    if challenge is None:
        return
    text = rights_texts.page_login(talk.page(f"/login/chat/{challenge.id}"), CODE_HERE)
    await talk.out.say_code(own, text, challenge.bound_to)
    if own != talk.here:
        await talk.reply(rights_texts.LOGIN_ELSEWHERE)
