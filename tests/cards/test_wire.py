"""Stored cards come back equal."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given

from cards.card import Card
from cards.wire import from_json, to_json
from tests.cards.random_cards import cards


@given(cards())
def test_round_trip_through_json_text(card: Card) -> None:
    assert from_json(json.loads(json.dumps(to_json(card)))) == card


def test_expiry_keeps_its_moment() -> None:
    card = Card("c", 1, "k", "标题", expires_at=datetime(2026, 11, 20, 2, tzinfo=UTC))
    assert from_json(to_json(card)) == card
    assert from_json(to_json(replace(card, expires_at=None))).expires_at is None


def test_older_rows_take_defaults() -> None:
    assert from_json({"id": "c", "rev": 2, "kind": "k", "title": "标题"}) == Card("c", 2, "k", "标题")


def test_foreign_data_is_refused() -> None:
    with pytest.raises(TypeError):
        from_json({"id": "c", "rev": 1, "kind": "k", "title": "t", "surprise": 1})
