"""Keywords, masking, talk figures, questions about records, and links to known names."""

from __future__ import annotations

from nlp.index import Index
from nlp.keywords import keywords
from nlp.mask import mask
from nlp.question import read_question
from nlp.reading import Asked, BookEntry
from nlp.signals import literal_move, literal_trial
from nlp.talk_figures import TalkFigures, talk_figures
from nlp.understand import Understander
from tests.nlp.reader import NOW


def test_keywords_are_the_words_of_the_trade() -> None:
    text = "客户要样品，交期很紧，担心精度达不到要求，希望寄两套样机测试"
    found = [word for word, _ in keywords(text)]
    assert {"样品", "交期", "精度"} <= set(found)
    assert keywords(text, 3, "textrank")
    assert keywords("  ") == []


def test_an_identity_number_and_listed_words_are_hidden() -> None:
    masked, kinds = mask("身份证330106199003071234，内部价八折，电话13812345678", ["内部价"])
    assert "199003" not in masked
    assert "内部价" not in masked
    assert "13812345678" in masked
    assert kinds == ("identity", "listed")
    assert "13812345678" not in mask("电话13812345678", numbers=True)[0]


def test_figures_of_a_talk_and_no_data_for_silence() -> None:
    text = "海康便宜，交期多久，大华也报价了，什么时候能发货"
    assert talk_figures(text, ["海康", "大华"]) == TalkFigures(2, 2, 9.52)
    assert talk_figures(None, []) is None


def test_the_question_of_the_report() -> None:
    question = read_question("显示华东区上月未回款超30天的合同", NOW)
    assert question.what == "contracts"
    assert question.filters == {"days": ">30", "period": "2026-10-01/2026-10-31", "region": "华东", "state": "未回款"}
    assert question.unknown == ()


def test_an_unknown_word_is_asked_back_and_never_guessed() -> None:
    assert read_question("显示量子合同", NOW).unknown == ("量子",)


def test_the_literal_rules_count_five_characters() -> None:
    assert literal_trial("我们试着用一下")
    assert not literal_trial("试一二三四五六用")
    assert literal_move("发下参数对比")


def test_a_homophone_finds_its_record() -> None:
    index = Index(
        [BookEntry("company", "深圳市安克创新科技有限公司", ("安克",)), BookEntry("company", "杭州明远科技有限公司")],
        "company",
    )
    assert index.find("安客")[0].name == "深圳市安克创新科技有限公司"
    assert index.find("明远科技")[0].score >= 0.92
    assert index.find("完全无关") == ()


def test_a_phone_in_the_book_outranks_a_name() -> None:
    reader = Understander([BookEntry("person", "王磊", (), "安克创新", phone="13812345678")])
    links = reader.read(Asked("客户来电13812345678想要报价", NOW)).links["company"]
    assert (links[0].name, links[0].how) == ("安克创新", "phone")
