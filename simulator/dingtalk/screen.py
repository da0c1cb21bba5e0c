"""What stands on a person's screen: messages in order, cards in their newest state."""

from __future__ import annotations

from simulator.dingtalk.cards import Cards, Instance, Space
from simulator.dingtalk.template import INSTANCE
from simulator.message import Message
from simulator.world import World


class Screen:
    """The chats of every person of the organisation."""

    def __init__(self, world: World, cards: Cards) -> None:
        self.world = world
        self.cards = cards

    def visible(self, person: str) -> list[Message]:
        """Return what this person sees, oldest first; an updated card stands where its update put it."""
        rooms = {room.name for room in self.world.rooms.values() if not room.members or person in room.members}
        newest: dict[object, Message] = {}
        for message in self.world.messages:
            mine = message.to == person or (message.to is None and message.group in rooms)
            if message.on != "dingtalk" or not mine:
                continue
            key = (message.hooks.get(INSTANCE) or message.serial, message.group)
            newest.pop(key, None)
            newest[key] = self._own_view(person, message)
        return list(newest.values())

    def space_of(self, person: str, instance: Instance, card: Message) -> Space:
        """Return where this person sees the card. Raises LookupError when nowhere."""
        for space in instance.spaces:
            room = self.world.rooms.get(space.id) if space.kind == "IM_GROUP" else None
            if (room and room.name == card.group) or (room is None and space.id == person):
                return space
        raise LookupError(f"{person} 看不到卡片“{card.title}”")

    def _own_view(self, person: str, message: Message) -> Message:
        """Return a room's card with this person's private variables."""
        instance = self.cards.instances.get(str(message.hooks.get(INSTANCE)))
        if instance is None or message.group is None or message.to == person or person not in instance.private:
            return message
        own = self.cards.show(instance, self.space_of(person, instance, message), message.kind, person)
        own.serial, own.at = message.serial, message.at
        return own
