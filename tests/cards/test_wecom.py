"""WeCom drawings obey the vendor's limits and lose nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings

from cards.card import Card
from cards.wecom import aibot as wecom_aibot
from cards.wecom import app as wecom_app
from cards.wecom import webhook as wecom_webhook
from tests.cards.random_cards import PAGES, cards, seen, squeezed
from tests.cards.wecom_limits_checked import check_card
from tests.cards.wecom_shown import SIGN, check_nothing_lost

RANDOM = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def check(messages: tuple[dict[str, Any], ...], column: str, markdown: int) -> None:
    assert messages
    tasks = []
    for message in messages:
        if message["msgtype"] == "markdown":
            assert 0 < len(message["markdown"]["content"].encode()) <= markdown
        else:
            check_card(message["template_card"], column)
            tasks.append(message["template_card"].get("task_id", str(len(tasks))))
    assert len(set(tasks)) == len(tasks)


@given(cards())
@RANDOM
def test_app_cards_fit_and_lose_nothing(card: Card) -> None:
    rendering = wecom_app.render(card, SIGN)
    check(rendering.messages, "app", 2048)
    check_nothing_lost(card, rendering)
    assert wecom_app.render(card, SIGN) == rendering


@given(cards())
@RANDOM
def test_robot_cards_fit_and_lose_nothing(card: Card) -> None:
    rendering = wecom_aibot.render(card, SIGN)
    check(rendering.messages, "aibot", 20480)
    check_nothing_lost(card, rendering)


@given(cards(linked=False))
@RANDOM
def test_cards_without_a_page_fit(card: Card) -> None:
    check(wecom_app.render(card, SIGN).messages, "app", 2048)
    check_card(wecom_app.render_update(card, SIGN), "app")


@given(cards())
@RANDOM
def test_updates_are_one_card_with_the_page_behind_it(card: Card) -> None:
    for state in (card, card.settled("已由张伟确认 14:05")):
        drawn = wecom_app.render_update(state, SIGN)
        check_card(drawn, "app")
        assert drawn["task_id"] == f"{state.id}@v{state.rev}"
        assert f"{PAGES}/cards/c1" in str(drawn)


@given(cards())
@RANDOM
def test_webhook_messages_fit_and_call_nothing_back(card: Card) -> None:
    rendering = wecom_webhook.render(card)
    check(rendering.messages, "aibot", 4096)
    for message in rendering.messages:
        drawn = message.get("template_card", {"card_type": "text_notice"})
        assert drawn["card_type"] in {"text_notice", "news_notice"}
        assert not drawn.keys() & {"button_list", "action_menu", "task_id"}
    shown = seen(list(rendering.messages))
    for field in card.fields:
        assert squeezed(field.value) in shown
        assert not field.link or squeezed(field.link) in shown
    assert not rendering.lost or f"{PAGES}/cards/c1" in shown
