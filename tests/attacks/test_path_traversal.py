"""Names that point out of their folder: in addresses, and in the names of attachments, which are never paths."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import select
from yarl import URL

from storage.messages.audio import keep_audio
from storage.tables.messaging import blob
from tests.attacks.fortress import ADMIN, NOW, Fortress

OUT = ("..%2f..%2f..%2fetc%2fpasswd", "%2e%2e%2fsession.py", "%2fetc%2fpasswd", "a%00.css")


async def test_nothing_outside_the_folder_is_served(fortress: Fortress) -> None:
    for name in OUT:
        url = URL(f"{str(fortress.browser.make_url('/')).rstrip('/')}/static/{name}", encoded=True)
        answer = await fortress.browser.session.get(url)
        assert answer.status == 404 and "root:" not in await answer.text(), name
    kept = [row["subject"] for row in await fortress.rows("http.refused")]
    assert kept == ["route:GET /static/{name} path"] * len(OUT)


async def test_an_attachment_is_kept_by_its_hash_and_nowhere_else(fortress: Fortress, tmp_path: Path) -> None:
    async with fortress.service.database.begin() as session:
        sha256 = await keep_audio(session, b"../../../etc/cron.d/evil", "text/csv", NOW)
    async with fortress.service.database.read() as session:
        assert (await session.execute(select(blob.c.sha256))).scalars().all() == [sha256]
    files = await asyncio.to_thread(lambda: sorted(path.name for path in tmp_path.rglob("*")))
    assert not [name for name in files if "evil" in name or sha256 in name]


NAMES = ("../../../evil.csv", "..\\..\\evil.csv", "/etc/cron.d/evil", 'evil"\r\nSet-Cookie: x=1')


async def test_an_uploaded_table_is_kept_by_its_import_and_nowhere_else(fortress: Fortress, tmp_path: Path) -> None:
    await fortress.service.engine.start()
    token, body = {"Authorization": f"Bearer {ADMIN}"}, "客户公司,手机号\n宁波样例,13900001111\n".encode()
    accepted = []
    try:
        for name in NAMES:
            sent = await fortress.browser.post("/api/imports", params={"name": name}, data=body, headers=token)
            assert sent.status == 202, name
            accepted.append((await sent.json())["id"])
            answer = await fortress.browser.get(f"/api/imports/{accepted[-1]}/verdicts", headers=token)
            assert "Set-Cookie" not in answer.headers and "\n" not in answer.headers.get("Content-Disposition", "")
    finally:
        await fortress.service.engine.stop()
    files = await asyncio.to_thread(lambda: sorted(tmp_path.parent.rglob("*evil*")))
    assert files == [] and not Path("/etc/cron.d/evil").exists()
    assert [row["subject"] for row in await fortress.rows("import.accept")] == [f"import:{one}" for one in accepted]
