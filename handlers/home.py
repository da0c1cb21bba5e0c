"""The way to the customer meant: the home line with three buttons, a name, or a place in the list (F51)."""

from __future__ import annotations

from collections.abc import Sequence

from cards.card import Action, Card
from crm.leads.digest import TOP, top_overdue
from crm.leads.lead import CLOSED, Lead
from handlers import texts
from handlers.asides import place_said
from handlers.context import Talk, Tap
from handlers.customers.customer_card import show_customer
from handlers.customers.customer_meant import BOOK, name_of
from handlers.customers.lookup import open_customers
from handlers.rights.visibility import visible_owners
from nlp.reading import Reading

PLACES = ("first", "second", "third")
LONGEST_NAME = 24


async def greet(talk: Talk) -> None:
    """The home line, with the three customers that need this person most as buttons."""
    top = await top_customers(talk)
    if not top:
        await talk.ask("home", "", texts.HOME)
        return
    buttons = tuple(Action(place, name_of(lead)) for place, lead in zip(PLACES, top, strict=False))
    card = Card(
        id=f"home-{talk.around.new_id()}",
        rev=1,
        kind="home",
        title=texts.HOME,
        summary=texts.HOME_HINT,
        actions=buttons,
    )
    await talk.show(card, "home:" + ",".join(lead.id for lead in top))
    await talk.wait_for("home", "")


async def tap_home(tap: Tap) -> None:
    """A name on the home card: that customer's card."""
    ids = tap.subject.removeprefix("home:").split(",")
    lead = await tap.records.leads.get(ids[PLACES.index(tap.action)])
    owners = await visible_owners(tap, tap.person)
    if lead is None or (owners is not None and lead.owner not in owners):
        await tap.reply(texts.CARD_FOREIGN)
        return
    await tap.records.trail.answered(tap.person.id, tap.here.platform)
    await show_customer(tap, lead)


async def top_customers(talk: Talk) -> list[Lead]:
    """Return up to three customers: the most overdue first, then those touched last."""
    owners = await visible_owners(talk, talk.person)
    book = await talk.records.leads.book(owners if owners is not None else [talk.person.id], BOOK)
    known = [lead for lead in book if lead.status != CLOSED and name_of(lead)]
    late = [item.lead for item in top_overdue(known, talk.now)]
    return [*late, *(lead for lead in known if lead not in late)][:TOP]


async def ask_which(talk: Talk, words: str, names: Sequence[str]) -> None:
    """Several customers are called so: the next words may be a name, or a place in the list."""
    await talk.ask("home", words[:64], texts.which_customer(names))


async def take_place(talk: Talk, words: str, text: str) -> bool:
    """Take `第二个` of the list that was shown: the customers of those words, or the three of the home line."""
    place = place_said(text)
    if place is None:
        return False
    found = await open_customers(talk, words) if words else await top_customers(talk)
    first: dict[str, Lead] = {}
    for lead in found:
        first.setdefault(name_of(lead), lead)
    listed = list(first.values())
    if not -1 <= place < len(listed) or not listed:
        return False
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    await show_customer(talk, listed[place])
    return True


async def take_name(talk: Talk, text: str) -> bool:
    """Show the customer a bare name means. False: it is no name this person knows."""
    words = text.strip().rstrip("。.!！?？吧呢的")
    if not words or len(words) > LONGEST_NAME:
        return False
    found = await open_customers(talk, words)
    if not found:
        return False
    names = list(dict.fromkeys(name_of(lead) for lead in found))
    if len(names) > 1:
        await ask_which(talk, words, names)
        return True
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    await show_customer(talk, found[0])
    return True


async def help_(talk: Talk, reading: Reading, text: str) -> None:
    """What can be said."""
    await talk.reply(texts.HELP)
