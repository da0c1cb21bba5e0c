"""Clips and files of Slack: fetched with the token, which goes nowhere else."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.errors import Rejected
from bot.slack.surface import SlackSurface
from config.platforms import SlackSettings
from handlers.inbound import MediaRef


async def test_a_clip_is_fetched_with_the_token(surface: SlackSurface, slack: Any) -> None:
    slack.script("/files/a.m4a", b"audio")
    assert await surface.fetch(MediaRef("slack", f"{slack.url}/files/a.m4a")) == b"audio"
    assert slack.downloads == [("/files/a.m4a", "Bearer xoxb-fict")]


async def test_a_file_without_address_is_asked_for_by_id(surface: SlackSurface, slack: Any) -> None:
    slack.script("files.info", {"file": {"url_private_download": f"{slack.url}/files/b.m4a"}})
    slack.script("/files/b.m4a", b"audio")
    assert await surface.fetch(MediaRef("slack", "", extra={"file_id": "F1"})) == b"audio"
    with pytest.raises(Rejected):
        await surface.fetch(MediaRef("slack", ""))


async def test_the_login_page_is_not_a_clip(surface: SlackSurface, slack: Any) -> None:
    slack.script("/files/a.m4a", 200, 404)
    for _ in range(2):
        with pytest.raises(Rejected):
            await surface.fetch(MediaRef("slack", f"{slack.url}/files/a.m4a"))


async def test_the_token_does_not_follow_a_redirect_to_another_host(surface: SlackSurface, slack: Any) -> None:
    slack.script("/files/a.m4a", f"{slack.url.replace('127.0.0.1', 'localhost')}/files/c.m4a")
    slack.script("/files/c.m4a", b"audio")
    assert await surface.fetch(MediaRef("slack", f"{slack.url}/files/a.m4a")) == b"audio"
    assert slack.downloads == [("/files/a.m4a", "Bearer xoxb-fict"), ("/files/c.m4a", "")]


async def test_the_token_goes_to_no_foreign_host(
    settings: SlackSettings, session: aiohttp.ClientSession, slack: Any
) -> None:
    real = SlackSurface(settings.model_copy(update={"api_base": "https://slack.com/api/"}), (), session)
    for address in (f"{slack.url}/files/a", "https://slack.com.evil.test/a", "http://files.slack.com/a", "file:///etc"):
        with pytest.raises(Rejected, match="foreign_host"):
            await real.fetch(MediaRef("slack", address))
    assert slack.downloads == []
