"""A small world in which everything has an owner and everything written about a customer is recognisable.

Whatever is sent anywhere in it is kept with its receiver, and held against a second writing of the rule of F94.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from app.approvals import approval_templates
from app.language.reading import SalesReading
from cards.card import Card
from cards.wire import to_json
from config.settings import Settings
from crm.approvals.approval import Approval
from crm.customers.account import Account, Contact
from crm.customers.contract import Contract
from crm.customers.first_contact import Fuse, Watch
from crm.handover import Handover
from crm.leads.draft import Draft, Todo
from crm.leads.lead import Lead
from crm.merging.merge import Merge
from crm.notes.follow_up import FollowUp, Note
from crm.people import Identity, Role, User
from crm.rights.deletion import Deletion
from crm.rights.step_up import Challenge
from handlers.context import Talk, Work
from handlers.ports import Address
from handlers.surroundings import Room, Surroundings
from nlp.reading import Asked, Reading
from storage.records import SessionRecords
from tests.rights.talking import code_for

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
OWN, MATE, GONE, OTHER, POOL, DELETED = "own", "mate", "gone", "other", "pool", "deleted"
LETTERS = {MATE: "乙", GONE: "丁", OTHER: "丙", POOL: "戊", DELETED: "己"}
OWNERS = {MATE: "mate", GONE: "gone", OTHER: "other", POOL: "", DELETED: "other"}
SEES = {Role.SALES: set(), Role.SUPERVISOR: {MATE, GONE}, Role.ADMIN: {MATE, GONE, OTHER, POOL}}
"""What each role sees of others' customers: written here a second time, on purpose."""


def name(key: str) -> str:
    return f"{LETTERS[key]}光电子科技"


def phone(key: str) -> str:
    return f"1397777000{list(LETTERS).index(key)}"


def secrets(key: str) -> tuple[str, ...]:
    """Return what stands in the records of a customer and is nobody else's business."""
    return f"密{LETTERS[key]}", phone(key), f"secret-{key}@example.cn"


def people() -> list[User]:
    """Return a person of each role, and the owners of the customers."""
    askers = [User(str(role), f"问{role}", role, "华东组") for role in Role]
    owners = [
        User("mate", "同事", "sales", "华东组"),
        User("gone", "离人", "sales", "华东组", active=False),
        User("other", "外人", "sales", "华南组"),
        User("southern", "南主管", "supervisor", "华南组"),
    ]
    return askers + owners


def sees(person: str, key: str) -> bool:
    """Decide whether this receiver may read that customer's records."""
    if person in ("other", "southern"):
        return key == OTHER
    if person in ("mate", "gone"):
        return key == person
    return key in SEES.get(Role(person), set())


@dataclass
class Mouth:
    """Keeps what would be sent, with whoever gets it. A room is its team."""

    records: SessionRecords
    sent: list[tuple[str, str]] = field(default_factory=list)

    def _keep(self, to: Address, what: object) -> None:
        self.sent.append((to.person or f"room:{to.id}", str(what)))

    async def say(self, to: Address, text: str) -> None:
        self._keep(to, text)

    async def say_code(self, to: Address, text: str, bound_to: str) -> None:
        self._keep(to, text)

    async def write(self, to: Address, subject: str, text: str) -> None:
        self._keep(to, subject + text)

    async def show(self, to: Address, card: Card) -> None:
        self._keep(to, card)

    async def ask_form(self, to: Address, card: Card, trigger: str) -> None:
        self._keep(to, card)

    async def send_file(self, to: Address, name: str, data: bytes, mime: str, now: datetime) -> None:
        self._keep(to, data.decode("utf-8", "replace"))

    async def change(self, card: Card, only: Sequence[str] | None = None, without: Sequence[str] = ()) -> None:
        shelved = await self.records.cards.get(card.id)
        for person in shelved.see if shelved is not None else ():
            if person and (only is None or person in only) and person not in without:
                self.sent.append((person, str(card)))

    async def order(self, kind: str, key: str, args: tuple[Any, ...], partition: str) -> None:
        """Nothing is sent by an order."""


class Remembering(SalesReading):
    """Reads like the real one; the same words are read once."""

    def read(self, asked: Asked, book: Sequence[Any] = ()) -> Reading:
        return _read(asked)


@cache
def _read(asked: Asked) -> Reading:
    return SalesReading().read(asked)


ROOMS = tuple(Room(team, team, Address("dingtalk", "webhook", team)) for team in ("华东组", "华南组"))
_NUMBERS = count()


@cache
def around() -> Surroundings:
    """Return what all work shares here."""
    return Surroundings(
        ("wecom",), ROOMS, "http://x", Remembering(), lambda: f"new{next(_NUMBERS):06}",
        approval_templates(Settings(_env_file=None)), code_for=code_for, one_way=frozenset({"mail"}),
    )  # fmt: skip


def work_in(session: Any, now: datetime = NOW) -> tuple[Work, Mouth]:
    records = SessionRecords(session)
    mouth = Mouth(records)
    return Work(now, records, mouth, around()), mouth


def talk_in(session: Any, person: User) -> tuple[Talk, Mouth]:
    work, mouth = work_in(session)
    here = Address("wecom", "user", person.id, person.id)
    return Talk(NOW, work.records, mouth, work.around, person=person, here=here), mouth


async def fill(session: Any) -> None:
    """Give every owner a customer with one record of each kind."""
    records = SessionRecords(session)
    everyone = people()
    await records.people.replace(everyone, [Identity("wecom", user.id, user.id) for user in everyone])
    for key, owner in OWNERS.items():
        session.add_all(one for one in belongings(key, owner) if key != DELETED or type(one) is Deletion)
    for role in Role:
        session.add(Lead(f"l-{role}", f"自家{role}", "周红", "13600000000", role, NOW, NOW))
    await session.flush()


def belongings(key: str, owner: str) -> list[Any]:
    """Return one record of each kind about a customer."""
    secret, mail = secrets(key)[0], secrets(key)[2]
    old = NOW - timedelta(days=3)
    lead = Lead(f"l-{key}", name(key), secret, phone(key), owner, old, old, due_at=old, account_id=f"ac-{key}")
    lead.title, lead.next_action, lead.email = f"{secret}总", f"{secret}下一步", mail
    end, today = date(2026, 12, 20), date(2026, 11, 20)
    return [
        lead,
        Account(f"ac-{key}", name(key), owner, old, old, address=f"{secret}路1号"),
        Contact(f"co-{key}", f"ac-{key}", secret, owner, old, phone=phone(key), email=mail),
        Draft(f"d-{key}", "text", owner, "wecom", old, old, name(key), secret, phone=phone(key), raw=secret),
        Todo(f"t-{key}", owner, f"{secret}待办", old, "2026-11-20", old, lead_id=f"l-{key}"),
        FollowUp(f"f-{key}", owner, f"{secret}谈话", old, f"l-{key}"),
        Note(f"n-{key}", owner, "wecom", f"{secret}草记", old, old, f"l-{key}", summary=secret),
        Contract(f"c-{key}", f"HT{secret}", name(key), owner, old, old, 120000.0, today, end, renewal_on=today),
        Watch(f"l-{key}", owner, old, old),
        Fuse(owner or f"fuse-{key}", 3, "2026-11-20"),
        Approval(f"a-{key}", "discount", owner, "9折", old, old, [owner]),  # shows whoever decides what was written
        Deletion(f"x-{key}", owner or "other", owner, name(key), 1, 1, old),
        Handover(f"h-{key}", owner, "other", owner, old),
        Challenge(f"ch-{key}", owner, "delete", f"删除{name(key)}", "{}", NOW, NOW + timedelta(minutes=9)),
        Merge(f"m-{key}", owner, "F14", old, [f"account:ac-{key}", "lead:l-admin"], name=name(key), owners=[owner]),
    ]


async def shelve(records: SessionRecords, kind: str, subject: str, see: Sequence[str]) -> Card:
    """Put a card of a kind on the shelf, as it stands in the chats of these people."""
    card = Card(f"{kind}-{next(_NUMBERS)}", 1, kind, "卡片")
    await records.cards.put(to_json(card), subject, list(see), None, NOW)
    return card
