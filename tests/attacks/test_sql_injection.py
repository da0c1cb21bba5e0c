"""SQL in names, filters and keys: taken for the words they are; a key that is not public is refused and recorded."""

from __future__ import annotations

import json

import pytest

from crm.people import User
from storage.collections.reading import read_collection
from storage.database import Database
from storage.records import SessionRecords
from tests.attacks.fortress import Fortress
from tests.rights.test_matrix import scene

ATTACKS = (
    "' OR '1'='1", "'; DROP TABLE lead; --", "%' OR 1=1 --", "\\' OR 1=1 #", "%", "_", "\\",
    "' UNION SELECT sha256 FROM api_token --",
    "1); DELETE FROM audit; --", "$$ OR true $$", "';SELECT pg_sleep(9);--",
)  # fmt: skip
__all__ = ["scene"]


async def test_words_stay_words_on_both_databases(scene: Database) -> None:
    rep = User("sales-on", "s", "sales", "华东组")
    async with scene.read() as session:
        everything = len(await read_collection(session, "leads", rep, {}))
        rights = SessionRecords(session).rights
        for attack in ATTACKS:
            assert await read_collection(session, "leads", rep, {"company": attack}) == []
            assert await rights.named(rep, attack, 10) == [] and await rights.others(rep, attack, 10) == []
            assert await rights.one(rep, attack) is None
            with pytest.raises(KeyError):
                await read_collection(session, "leads", rep, {attack: "x"})
        assert len(await read_collection(session, "leads", rep, {})) == everything == 1


async def test_a_key_that_is_not_public_is_recorded(fortress: Fortress) -> None:
    headers = {"Authorization": "Bearer token-of-zhangwei"}
    for key in ("phone_key", "1=1; --", "owner) OR (1"):
        answer = await fortress.browser.get("/api/leads", params={"where": json.dumps({key: "x"})}, headers=headers)
        assert answer.status == 400
    rows = await fortress.rows("api.refused")
    assert [(row["actor"], row["subject"]) for row in rows] == [("zhangwei", "key:leads")] * 3
