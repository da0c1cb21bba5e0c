"""What the surface sends to rooms on WeCom, files, and sends in doubt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.errors import Rejected, Unknown, Unreachable
from bot.surface import Parcel, Receipt, Target
from bot.wecom.surface import WeComSurface
from tests.bot.wecom.parcels import DIGEST, GROUP, LINQIAO, OK, ROOM, TEXT, card_parcel, send


async def test_a_webhook_is_addressed_by_its_key_and_needs_no_token(surface: WeComSurface, wecom: Any) -> None:
    [part] = surface.parts(DIGEST)
    assert "hook-key" not in repr(part)
    await surface.post(DIGEST, part, 0)
    assert wecom.calls == [
        ("webhook/send", {"key": "hook-key"}, {"msgtype": "text", "text": {"content": "昨日未闭环线索TOP3"}})
    ]


async def test_a_card_for_a_webhook_has_no_buttons(surface: WeComSurface, wecom: Any) -> None:
    await send(surface, card_parcel(target=ROOM))
    [body] = wecom.called("webhook/send")
    assert body["template_card"]["card_type"] == "text_notice"
    assert "sealed" not in repr(body)


async def test_an_unknown_room_is_refused(surface: WeComSurface, wecom: Any) -> None:
    with pytest.raises(Rejected):
        await send(surface, replace(DIGEST, target=Target("wecom", "webhook", "无此群")))
    assert wecom.calls == []


@pytest.mark.parametrize("target", [ROOM, GROUP])
async def test_a_send_to_a_room_that_is_in_doubt_counts_as_sent(
    surface: WeComSurface, wecom: Any, target: Target
) -> None:
    parcel = replace(DIGEST, target=target)
    method = "webhook/send" if target.kind == "webhook" else "appchat/send"
    wecom.script(method, "hang")
    [part] = surface.parts(parcel)
    with pytest.raises(Unknown):
        await surface.post(parcel, part, 0)
    assert await surface.find_sent(parcel, part, 0) == Receipt("", {"in_doubt": "1"})


async def test_after_a_crash_a_send_to_a_room_counts_as_sent(surface: WeComSurface) -> None:
    assert await surface.find_sent(DIGEST, surface.parts(DIGEST)[0], 0) == Receipt("", {"in_doubt": "1"})


async def test_a_message_to_a_person_in_doubt_is_sent_again_with_the_same_content(
    surface: WeComSurface, wecom: Any
) -> None:
    wecom.script("message/send", "hang")
    [part] = surface.parts(TEXT)
    with pytest.raises(Unknown):
        await surface.post(TEXT, part, 0)
    assert await surface.find_sent(TEXT, part, 0) is None
    await surface.post(TEXT, part, 0)
    first, second = wecom.called("message/send")
    assert first == second


async def test_a_group_gets_the_whole_card_as_markdown(surface: WeComSurface, wecom: Any) -> None:
    await send(surface, card_parcel(target=GROUP))
    [body] = wecom.called("appchat/send")
    assert (body["chatid"], body["msgtype"]) == ("chat1", "markdown")
    for words in ("新线索", "客户公司：杭州测试", "[打开](https://crm.example.test/c)", "[查看全部]"):
        assert words in body["markdown"]["content"]


async def test_a_file_is_uploaded_once_and_sent_by_its_id(surface: WeComSurface, wecom: Any) -> None:
    wecom.script("media/upload", {**OK, "media_id": "M1"})
    wecom.script("message/send", "hang")
    parcel = Parcel("file:1", "file", LINQIAO, file_name="周报.pdf", file_bytes=b"%PDF-1.7" + bytes(2_000_000))
    with pytest.raises(Unknown):
        await send(surface, parcel)
    await send(surface, parcel)
    first, second = wecom.called("message/send")
    assert first == second
    assert (first["msgtype"], first["file"]) == ("file", {"media_id": "M1"})
    [upload] = wecom.called("media/upload")
    assert b"%PDF-1.7" in upload and "周报.pdf".encode() in upload


async def test_a_picture_goes_as_an_image_and_a_webhook_file_through_its_own_upload(
    surface: WeComSurface, wecom: Any
) -> None:
    wecom.script("media/upload", {**OK, "media_id": "M1"})
    wecom.script("webhook/upload_media", {**OK, "media_id": "M2"}, "hang")
    picture = Parcel("p:1", "file", LINQIAO, file_name="chart.png", file_bytes=b"\x89PNG\r\n")
    await send(surface, picture)
    await send(surface, replace(picture, target=ROOM))
    assert wecom.called("message/send")[0]["image"] == {"media_id": "M1"}
    assert wecom.called("webhook/send") == [{"msgtype": "file", "file": {"media_id": "M2"}}]
    with pytest.raises(Unreachable):
        await send(surface, replace(picture, target=ROOM))


async def test_empty_files_and_forms_are_refused(surface: WeComSurface, wecom: Any) -> None:
    with pytest.raises(Rejected):
        await send(surface, Parcel("f", "file", LINQIAO, file_name="a.pdf", file_bytes=b""))
    for target in (LINQIAO, GROUP, ROOM):
        with pytest.raises(Rejected):
            surface.parts(card_parcel(kind="modal", target=target))
    assert wecom.calls == []
