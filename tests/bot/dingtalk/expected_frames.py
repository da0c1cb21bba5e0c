"""What each sample frame of DingTalk reads as."""

from __future__ import annotations

from datetime import UTC, datetime

from handlers.inbound import (
    Actor,
    Conversation,
    CustomerEvent,
    InboundEvent,
    InboundMessage,
    MediaRef,
    Unsupported,
    VoiceNote,
)

CORP = "dingFICTcorp0001"
ROBOT = "dingFICTappkey0001"
LIN = Actor("dingtalk", CORP, "linqiao01", "林乔")
PRESSER = Actor("dingtalk", CORP, "linqiao01")
DM = Conversation("dingtalk", CORP, "linqiao01", "dm")
GROUP = Conversation("dingtalk", CORP, "cidFICTgroup0001==", "group")
CREATED = datetime.fromtimestamp(1790000000, UTC)


def at(second: int) -> datetime:
    return datetime.fromtimestamp(1790000000 + second, UTC)


def media(code: str, kind: str, name: str | None = None) -> MediaRef:
    return MediaRef("dingtalk", code, name=name, extra={"kind": kind, "robot_code": ROBOT})


EXPECTED: dict[str, list[InboundEvent]] = {
    "single_text": [InboundMessage("msg:msgFICT0001==", DM, LIN, CREATED, "今天要跟进谁")],
    "group_at_text": [
        InboundMessage("msg:msgFICT0002==", GROUP, LIN, CREATED, "查一下云杉样例的跟进记录", mentioned=True)
    ],
    "voice": [
        InboundMessage(
            "msg:msgFICT0003==",
            DM,
            LIN,
            CREATED,
            voice=VoiceNote(
                media("FICTdownloadcodeAudio0001", "audio"), "云杉样例的周砚同意下周三上午看演示。", "final", 6400
            ),
        )
    ],
    "picture": [
        InboundMessage("msg:msgFICT0004==", DM, LIN, CREATED, attachments=(media("FICTdownloadcodePic0001", "image"),))
    ],
    "rich_text": [
        InboundMessage(
            "msg:msgFICT0005==",
            GROUP,
            LIN,
            CREATED,
            "这张名片录一下",
            mentioned=True,
            attachments=(media("FICTdownloadcodePic0002", "image"),),
        )
    ],
    "file": [
        InboundMessage(
            "msg:msgFICT0006==",
            DM,
            LIN,
            CREATED,
            attachments=(media("FICTdownloadcodeFile0001", "file", "云杉样例-报价单.xlsx"),),
        )
    ],
    "quota_error": [Unsupported("msg:msgFICT0007==", "error:20001", at(7), LIN, DM)],
    "card_action": [Unsupported("card:fict-stream-msg-0008", "card_without_token", at(8), PRESSER, DM)],
    "card_form_submit": [Unsupported("card:fict-stream-msg-0009", "card_without_token", at(9), PRESSER, GROUP)],
    "add_external_contact_event": [
        CustomerEvent("event:fict-event-0001", "added", "dingtalk", CORP, "linqiao01", "extFICT0001", at(10))
    ],
    "system_ping": [],
    "system_disconnect": [],
}
