"""The fuses of first contacts (F41), and how they go with a hand-over."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from crm.customers.first_contact import Fuse, inherit
from storage.tables import first_contact


async def fuse_of(session: AsyncSession, person: str) -> Fuse | None:
    """Return this person's fuse, locked until the transaction ends."""
    query = select(Fuse).where(first_contact.fuse.c.person == person).with_for_update()
    return (await session.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()


async def give_fuse(session: AsyncSession, giver: str, receiver: str) -> str:
    """Give the state of the fuse on; return both states before and the receiver's after, to be put back."""
    mine, theirs = await fuse_of(session, giver), await fuse_of(session, receiver)
    if mine is None:
        return "[]"
    if theirs is None:
        theirs = Fuse(receiver)
        session.add(theirs)
    before = [_fuse_state(mine), _fuse_state(theirs)]
    inherit(mine, theirs)
    return json.dumps([*before, _fuse_state(theirs)], ensure_ascii=False)


async def put_fuse_back(session: AsyncSession, states: list[list[Any]]) -> None:
    """The giver's state comes back; the receiver's too, unless it moved on since."""
    for state, expected in ((states[0], None), (states[1], states[2])):
        fuse = await fuse_of(session, state[0])
        if fuse is not None and (expected is None or _fuse_state(fuse) == expected):
            fuse.misses, fuse.frozen_day, fuse.released_by = state[1:]


def is_blown(fuse: Fuse | None) -> bool:
    """Return whether a fuse has anything to give on: misses counted, or a freeze."""
    return fuse is not None and bool(fuse.misses or fuse.frozen_day)


def _fuse_state(fuse: Fuse) -> list[Any]:
    return [fuse.person, fuse.misses, fuse.frozen_day, fuse.released_by]
