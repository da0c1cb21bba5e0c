"""A person presses something on a card: which event goes to the bot, with what was chosen (platforms.md 1.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from simulator.message import Message
from simulator.wecom.answers import Refusal
from simulator.wecom.callbacks import Callbacks, Event
from simulator.wecom.card_fields import INTERACTIVE
from simulator.wecom.card_view import questions
from simulator.wecom.corp import ON, Corp
from simulator.wecom.passive import card_from_xml
from simulator.wecom.shelf import Shelf, StandingCard

CARD_EVENT = "template_card_event"
MULTIPLE = 1

_BETWEEN = re.compile(r"[、，,|]")


class Tapping:
    """Turns presses into callbacks and applies what the bot answers at once."""

    def __init__(self, corp: Corp, shelf: Shelf, callbacks: Callbacks) -> None:
        self._corp = corp
        self._shelf = shelf
        self._callbacks = callbacks

    async def tap(
        self,
        person: str,
        card: Message,
        press: str,
        choose: Mapping[str, str] | None = None,
        fill: Mapping[str, str] | None = None,
    ) -> bool:
        """Press what reads `press`. Raises `LookupError` where the client offers no such thing.

        A card may have come in several parts: the part that has the button and the questions is pressed.
        """
        if fill:
            raise LookupError("企业微信卡片没有输入框")
        parts = self._shelf.find(card, person)
        pressable = [part for part in parts if press in part.message.hooks]
        if not pressable:
            raise LookupError(self._why_not(parts[0].message, press))
        standing = next((part for part in pressable if _asks_all(part, choose or {})), pressable[0])
        hook = standing.message.hooks[press]
        chosen = _chosen(standing, choose or {})
        content: dict[str, Any] = {
            "EventKey": hook["key"],
            "TaskId": standing.task_id,
            "CardType": standing.body["card_type"],
            "ResponseCode": self._shelf.new_code(standing.sending),
        }
        if hook["event"] == CARD_EVENT and chosen:
            content["SelectedItems"] = {
                "SelectedItem": [{"QuestionKey": key, "OptionIds": {"OptionId": ids}} for key, ids in chosen.items()]
            }
        event = self._callbacks.event(person, hook["event"], content)
        acknowledged, reply = await self._callbacks.deliver(event)
        if reply is not None:
            self._apply(standing, reply)
        return acknowledged

    def _apply(self, standing: StandingCard, reply: Event) -> None:
        """Change the card of the person who pressed, as the passive reply says."""
        try:
            if reply.get("MsgType") == "update_button" and standing.body["card_type"] in INTERACTIVE:
                name = (reply.get("Button") or {}).get("ReplaceName")
                self._shelf.rename_buttons(standing.sending, standing.person, str(name))
            elif reply.get("MsgType") == "update_template_card":
                card = card_from_xml(reply.get("TemplateCard") or {})
                self._shelf.check_replacement(standing.sending, card)
                self._shelf.replace(standing.sending, standing.person, card)
            else:
                self._corp.problems.append(f"passive reply of type {reply.get('MsgType')}")
        except (Refusal, ValueError) as error:
            self._corp.problems.append(f"passive reply: {error}")

    @staticmethod
    def _why_not(shown: Message, press: str) -> str:
        if press in shown.links:
            return f"“{press}”是链接，不是按钮"
        if shown.done:
            return f"卡片已不能操作：{shown.title}"
        return f"卡片“{shown.title}”上没有“{press}”，只有：{'、'.join(shown.buttons)}"


def passive_text(corp: Corp, person: str, reply: Event | None) -> None:
    """Record a passive text reply to a person's message."""
    if reply is None:
        return
    if reply.get("MsgType") != "text":
        corp.problems.append(f"passive reply of type {reply.get('MsgType')}")
        return
    text = str(reply.get("Content") or "")
    corp.world.record(Message(on=ON, to=person, group=None, at=corp.world.now(), kind="text", text=text, done=True))


def _chosen(standing: StandingCard, choose: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the option ids per question: what the card had selected, changed by what the person chose."""
    chosen: dict[str, list[str]] = {}
    open_choices = dict(choose)
    for title, question in questions(standing.body):
        if question.get("disable"):
            continue
        label = next((label for label in open_choices if _asks(standing, question, title, label)), None)
        if label is not None:
            chosen[question["question_key"]] = _options(question, open_choices.pop(label))
        else:
            chosen[question["question_key"]] = _selected(question)
    if open_choices:
        raise LookupError(f"卡片上没有这个选项：{'、'.join(open_choices)}")
    return chosen


def _asks_all(standing: StandingCard, choose: Mapping[str, str]) -> bool:
    """Return whether every label names a question of this card."""
    asked = questions(standing.body)
    return all(any(_asks(standing, question, title, label) for title, question in asked) for label in choose)


def _asks(standing: StandingCard, question: Mapping[str, Any], title: str, label: str) -> bool:
    """Return whether a label names this question. Ticks have no title of their own: the card's words stand for it."""
    if label in (title, question["question_key"]):
        return True
    main = standing.body.get("main_title", {})
    words = f"{main.get('title', '')}\n{main.get('desc', '')}"
    return question is standing.body.get("checkbox") and label in words


def _selected(question: Mapping[str, Any]) -> list[str]:
    options = question["option_list"]
    if "mode" in question or any("is_checked" in option for option in options):
        return [option["id"] for option in options if option.get("is_checked")]
    ids = [option["id"] for option in options]
    return [question["selected_id"] if question.get("selected_id") in ids else ids[0]]


def _options(question: Mapping[str, Any], wanted: str) -> list[str]:
    by_text = {option["text"]: option["id"] for option in question["option_list"]}
    texts = [wanted] if wanted in by_text else [text.strip() for text in _BETWEEN.split(wanted)]
    missing = [text for text in texts if text not in by_text]
    if missing or (len(texts) > 1 and question.get("mode") != MULTIPLE):
        raise LookupError(f"不能选择“{wanted}”，只有：{'、'.join(by_text)}")
    return [by_text[text] for text in texts]
