"""Messages read side by side are read as each alone, whatever stands beside them."""

from __future__ import annotations

import json
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.language.sentences import learnt
from nlp.reading import Asked, BookEntry
from nlp.understand import ABREAST, Understander
from tests.nlp.reader import NOW, READER
from tests.nlp.test_nlp_properties import SCRAPS

BOOK = [BookEntry("company", "安克创新", ("安克",)), BookEntry("competitor", "海康威视", ("海康",))]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.text(max_size=40), st.lists(SCRAPS, max_size=25).map("".join)), max_size=9))
def test_any_texts_side_by_side_are_read_as_alone(texts: list[str]) -> None:
    asked = [Asked(text, NOW, "customer" if at % 3 == 2 else "sales") for at, text in enumerate(texts)]
    assert READER.read_all(asked) == [READER.read(one) for one in asked]


def test_more_notes_than_go_side_by_side_keep_their_order() -> None:
    asked = [sentence.asked for sentence in learnt()[: 3 * ABREAST + 1]]
    assert Understander(BOOK).read_all(asked) == [Understander(BOOK).read(one) for one in asked]


def test_no_message_is_no_reading() -> None:
    assert READER.read_all([]) == []


def test_a_line_is_answered_before_the_next_one_is_written() -> None:
    command = [sys.executable, "-c", "import sys; from app.cli import main; sys.argv = ['', 'understand']; main()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdin and reader.stdout
        for at in range(3):
            reader.stdin.write(f'{{"id": {at}, "text": "日报"}}\n'.encode())
            reader.stdin.flush()
            assert json.loads(reader.stdout.readline())["id"] == at
        reader.stdin.write(b'\xef\xbb\xbf{"id": 3, "text": "\xff"}')
        reader.stdin.close()
        assert [json.loads(line)["id"] for line in reader.stdout] == [3]
