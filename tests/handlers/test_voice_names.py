"""Names in a voice note: the source of a corrected one is shown, a doubtful one is asked about and never guessed."""

from __future__ import annotations

import pytest

from bot.heard_names import names_heard
from handlers.answers import take_answer
from handlers.inbound import NameHeard, VoiceNote
from handlers.leads.voice_draft import keep_voice
from nlp.reading import Asked
from nlp.speech.transcript import Correction
from storage.database import Database
from tests.handlers.talking import Kept, talking

WORDS = "绿联科技的王雷说下周三要看样机"
COMPANY = NameHeard("律廉科技", ("绿联科技",), True)
WARNINGS = ("手机号没有听全，请核对", "听到“王雷”，是王磊吗？")


async def dictate(database: Database, names: tuple[NameHeard, ...], *answers: str) -> Kept:
    """Dictate, then answer what the bot asks, each in a transaction of its own."""
    voice = VoiceNote(transcript=WORDS, raw_text=WORDS, names=names, warnings=WARNINGS)
    async with talking(database) as (talk, out):
        await keep_voice(talk, voice, talk.around.understanding.read(Asked(WORDS, talk.now, "sales", "voice")))
    for answer in answers:
        async with talking(database) as (talk, later):
            assert await take_answer(talk, talk.around.understanding.read(Asked(answer, talk.now)), answer)
        out.said += later.said
        out.shown += later.shown
    return out


def shown(out: Kept, label: str) -> str:
    return next(field.value for field in out.shown[-1].fields if field.label == label)


async def test_a_corrected_name_shows_how_it_was_heard(database: Database) -> None:
    out = await dictate(database, (COMPANY,))

    assert shown(out, "客户公司") == "绿联科技"
    assert "客户公司“律廉科技”" in out.shown[-1].summary
    assert out.said == list(WARNINGS)


@pytest.mark.parametrize(("answer", "name"), [("是", "王磊"), ("不是", "王雷"), ("王磊", "王磊"), ("王蕾蕾", "王蕾蕾")])
async def test_a_doubtful_name_is_asked_about(database: Database, answer: str, name: str) -> None:
    out = await dictate(database, (COMPANY, NameHeard("王雷", ("王磊",), False)), answer)

    assert out.said[:2] == ["手机号没有听全，请核对", "听到“王雷”，是王磊吗？回复“是”“不是”，或直接发正确的。"]
    assert [field.value for field in out.shown[0].fields if field.label == "联系人"] == ["王雷"]
    assert shown(out, "联系人") == name


@pytest.mark.parametrize(("answer", "name"), [("是王蕾", "王蕾"), ("都不是", "王雷"), ("不是", "王雷")])
async def test_of_several_names_one_is_chosen(database: Database, answer: str, name: str) -> None:
    out = await dictate(database, (NameHeard("王雷", ("王磊", "王蕾"), False),), answer)

    assert "听到“王雷”，是王磊还是王蕾？" in out.said[1]
    assert shown(out, "联系人") == name


def test_far_guesses_are_left_out() -> None:
    found = names_heard(
        [
            Correction("律廉科技", "绿联科技", "", True),
            Correction("王雷", "王磊", "", False),
            Correction("王雷", "王蕾", "", False),
            Correction("样机", "杨吉", "", False, likely=False),
        ]
    )

    assert found == (COMPANY, NameHeard("王雷", ("王磊", "王蕾"), False))
