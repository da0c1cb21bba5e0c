"""F94 over the recurring work of the whole installation, run from its registry: who is told what by each of them.

Searches for duplicates, the nightly comparison with other systems, counts of channels, the watched folder, the audit
log and the clearing commit on their own, so each is run as the engine runs it, in a world in which everything has an
owner. Nothing of a customer may be written for somebody who may not read it.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from app.installation import Installation
from app.service.jobs import CHORES, register_jobs
from config.settings import Settings, WeComSettings
from crm.leads.lead import Lead
from scheduler.ticks import Ticks
from storage.tables.messaging import delivery, job
from tests.rights.test_everywhere import names
from tests.rights.world import LETTERS, NOW, fill, name, phone, sees

WECOM = WeComSettings(corp_id="c", agent_id=1, secret="s", callback_token="t", aes_key="a" * 43)


async def test_no_chore_tells_of_a_customer_whoever_may_not_read_it(tmp_path: Path) -> None:
    settings = Settings(
        data_dir=tmp_path, database_url="", wecom=WECOM, clock="manual", clock_start=NOW.isoformat(), role="web",
        _env_file=None,
    )  # fmt: skip
    async with Installation(settings) as service:
        register_jobs(service)
        await service.engine.start()  # of role web it sends nothing
        try:
            told = await everything_run(service)
        finally:
            await service.engine.stop()
    assert told["duplicates"] and told["master-diff"], "nobody was told of anything"


async def everything_run(service: Installation) -> dict[str, int]:
    """Run each chore as the engine does; return how many messages each wrote, after a look at who gets them."""
    async with service.database.begin() as session:
        await fill(session)
        for key in ("mate", "other"):  # the same number twice, so that there is a doubt to ask about
            session.add(Lead(f"twin-{key}", name(key), "周蓝", phone(key), key, NOW, NOW))
    ticks, told = Ticks(service.database, service.engine), {}
    for place, chore in enumerate(CHORES):
        (order,) = await ticks.record([(chore, NOW + timedelta(minutes=place))], NOW)
        await service.engine.do_now(order)
        async with service.database.read() as session:
            state = (await session.execute(select(job.c.state).where(job.c.key == order.key))).scalar_one()
            sent = (await session.execute(select(delivery.c.person, delivery.c.payload))).all()
        assert state == "done", chore
        told[chore] = len(sent) - sum(told.values())
        for person, payload in sent:
            text = json.dumps(payload, ensure_ascii=False)
            for key in LETTERS:
                read = [one for one in names(key) if one in text]
                assert not read or sees(person or "", key), f"{chore}: {person} reads {read}"
    return told
