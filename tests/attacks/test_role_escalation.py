"""Becoming more than one is, by the API, by an import, or by a lead: refused and recorded."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256

from crm.rights.reach import Act, Reach, reach
from storage.records import SessionRecords
from tests.attacks.fortress import ADMIN, PEOPLE, Fortress

EVERYTHING = {"see": "all", "delete": "all", "export": "all"}
TEAM = {"users": [{"id": "zhangwei", "role": "admin"}]}


async def test_only_administrators_change_people(fortress: Fortress) -> None:
    people = ("zhangwei", "wangfang", "intern")
    for person in people:
        headers = {"Authorization": f"Bearer token-of-{person}"}
        for verb, path, body in (("PUT", "/api/team", TEAM), ("POST", "/api/tokens", {"user": "admin"})):
            answer = await fortress.browser.request(verb, path, json=body, headers=headers)
            assert answer.status == 403 and "token" not in await answer.json()
    assert [row["actor"] for row in await fortress.rows("api.refused")] == [p for p in people for _ in range(2)]
    async with fortress.service.database.read() as session:
        known = await SessionRecords(session).people.get("zhangwei")
    assert known is not None and known.role == "sales"


async def test_an_import_brings_no_rights_beyond_the_role(fortress: Fortress) -> None:
    users = [
        {"id": name, "role": role, "team": team, "grants": EVERYTHING}
        for name, _, role, team in PEOPLE[:3] + PEOPLE[4:]
    ]
    headers = {"Authorization": f"Bearer {ADMIN}"}
    answer = await fortress.browser.put("/api/team", json={"users": users}, headers=headers)
    assert answer.status == 200
    async with fortress.service.database.read() as session:
        intern = await SessionRecords(session).people.get("intern")
    assert intern is not None and all(reach(intern, act) == Reach.NONE for act in Act)
    assert len(await fortress.rows("team.replace")) == 1
    body = {"users": [{"id": "intern", "role": "superadmin"}]}
    assert (await fortress.browser.put("/api/team", json=body, headers=headers)).status == 400


async def test_a_lead_from_outside_names_no_owner_and_no_role(fortress: Fortress) -> None:
    body = json.dumps({"name": "王磊", "owner": "intern", "role": "admin", "grants": {"see": "all"}}).encode()
    seal = hmac.new(b"guess", body, sha256).hexdigest()
    answer = await fortress.browser.post("/intake/website", data=body, headers={"X-Genjin-Signature": f"sha256={seal}"})
    assert answer.status == 401
    assert (await fortress.rows("intake.refused"))[0]["ip"] == "127.0.0.1"
