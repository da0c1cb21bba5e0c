"""The door reads less than the worker, and must come to the same key and partition."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.door import Door
from bot.slack.parse import parse
from handlers.inbound import InboundMessage
from tests.clocks import SetClock

ODD = st.sampled_from([None, 3, True, ["x"], {"a": 1}, "half\ud800", "nul\x00", ""])
ORDINARY = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["message", "app_mention"]),
        "user": st.sampled_from(["U1", "UBOT"]),
        "channel": st.sampled_from(["", "D1", "C1"]),
        "text": st.sampled_from(["hello", "<@UBOT> hello"]),
        "ts": st.just("1790000000.000100"),
    }
)
STRANGE = st.dictionaries(
    st.sampled_from(["type", "user", "channel", "text", "ts", "thread_ts", "subtype", "bot_id", "user_team"]),
    ODD,
    max_size=1,
)
OWNER = st.fixed_dictionaries({"team_id": st.sampled_from(["T1", "T2"]), "user_id": st.just("UBOT")})
PAYLOAD = st.fixed_dictionaries(
    {
        "event": st.builds(lambda event, strange: {**event, **strange}, ORDINARY, STRANGE),
        "team_id": st.sampled_from(["T1", "T3"]),
        "authorizations": st.one_of(st.lists(OWNER.map(lambda owner: {**owner, "is_bot": True}), max_size=2), ODD),
        "is_ext_shared_channel": st.booleans(),
    }
)


class Rows:
    """Fits `bot.inbox_port.Inbox`."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, bytes]] = []

    async def accept(self, platform: str, key: str, partition: str, raw: bytes) -> bool:
        self.taken.append((key, partition, raw))
        return True


@given(payload=PAYLOAD)
async def test_a_post_is_placed_as_it_will_be_read(payload: dict[str, Any]) -> None:
    rows, clock = Rows(), SetClock()
    await Door(rows, clock).admit("event", payload)
    for key, partition, raw in rows.taken:
        event = parse(raw)[0]
        assert key == event.key
        if isinstance(event, InboundMessage):
            assert partition == event.conversation.partition


@given(payload=PAYLOAD)
async def test_what_the_door_lets_go_means_nothing(payload: dict[str, Any]) -> None:
    rows, clock = Rows(), SetClock()
    door = Door(rows, clock)
    await door.admit("event", payload)
    whole: dict[str, Any] = {**payload, "lone": "\ud800"}  # makes the door read all of it
    before = len(rows.taken)
    await door.admit("event", whole)
    assert len(rows.taken) == 2 * before
