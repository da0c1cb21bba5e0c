from __future__ import annotations

import random
import time

import pytest

from nlp.reading import BookEntry
from nlp.speech.finishing import finish, warnings_about
from nlp.speech.hotwords import ranked_hotwords, spoken_form, whole_book
from nlp.speech.names import correct, index_of
from nlp.speech.syllables import distance, parts, syllable_distance, syllables_of


def company(name: str, *aliases: str) -> BookEntry:
    return BookEntry("company", name, aliases)


def person(name: str, employer: str = "") -> BookEntry:
    return BookEntry("person", name, company=employer)


BOOK = [
    company("安克创新"),
    company("绿联科技"),
    company("深圳市大疆创新科技有限公司", "大疆创新"),
    company("致欧家居"),
    company("瑞丰光电"),
    company("瑞峰光电"),
    person("王磊", "安克创新"),
    person("王蕾", "瑞峰光电"),
    person("李娜", "绿联科技"),
    person("张雅婷", "深圳市大疆创新科技有限公司"),
    person("赵敏", "致欧家居"),
    person("方志刚"),
    person("陈静", "绿联科技"),
    person("陈婧", "安克创新"),
    *(company(f"{first}{second}实业") for first in "鼎盛德宏" for second in "泰汇图嘉"),
]


def heard(text: str) -> str:
    return correct(text, index_of(BOOK))[0]


def offered(text: str) -> set[str]:
    return {found.to for found in correct(text, index_of(BOOK))[1] if not found.applied}


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("律廉科技李纳确认订单十二万", "绿联科技李娜确认订单十二万"),
        ("只有佳居赵敏说报价太高", "致欧家居赵敏说报价太高"),
        ("周家居赵敏说报价太高", "致欧家居赵敏说报价太高"),
        ("张亚庭,大江创新采购主管", "张雅婷,大疆创新采购主管"),
        ("安克创新王蕾要求下周五来", "安克创新王磊要求下周五来"),
        ("瑞风光电王雷说要样品", "瑞峰光电王蕾说要样品"),
        ("联系人方志钢说可以", "联系人方志刚说可以"),
    ],
)
def test_a_name_backed_by_the_sentence_is_put_right(text: str, corrected: str) -> None:
    assert heard(text) == corrected


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("瑞风光电说要报价", {"瑞丰光电", "瑞峰光电"}),
        ("联系人陈竞说可以", {"陈静", "陈婧"}),
        ("今天拜访绿连科技的采购", {"绿联科技"}),
    ],
)
def test_namesakes_that_nothing_tells_apart_are_offered(text: str, candidates: set[str]) -> None:
    assert heard(text) == text
    assert offered(text) == candidates


@pytest.mark.parametrize(
    "text",
    [
        "今天天气怎么样",
        "广州市房地产中介协会分析",
        "王力可以说是往里走",
        "安静一点",
        "我要录联科技的事",
        "李娜和王磊都在",
        "",
    ],
)
def test_other_words_stay_as_heard(text: str) -> None:
    assert heard(text) == text


def test_a_person_of_another_company_is_not_put_in() -> None:
    assert heard("绿联科技王累说要样品") == "绿联科技王累说要样品"


def test_a_correction_says_what_and_why() -> None:
    corrections = correct("律廉科技李纳确认", index_of(BOOK))[1]

    assert [(found.heard, found.to, found.applied) for found in corrections] == [
        ("律廉科技", "绿联科技", True),
        ("李纳", "李娜", True),
    ]
    assert all(found.why for found in corrections)


def test_dates_numbers_and_words_of_the_trade_are_never_names() -> None:
    book = [company("下周舞"), person("样平"), person("月娣"), company("报加太高")]

    assert correct("下周五寄样品，月底说，报价太高", index_of(book)) == ("下周五寄样品，月底说，报价太高", ())


def test_candidates_are_asked_about() -> None:
    text, corrections = finish("瑞风光电说要报价", BOOK)

    assert warnings_about(text, corrections) == ("听到“瑞风光电”，是瑞丰光电还是瑞峰光电？",)


def test_a_brand_is_known_by_its_spelling() -> None:
    book = [BookEntry("product", "Shopify"), BookEntry("competitor", "Oracle")]

    text, corrections = correct("从shopfy转来，用orakle系统，发email", index_of(book))

    assert text == "从Shopify转来，用Oracle系统，发email"
    assert [found.to for found in corrections] == ["Shopify", "Oracle"]


def test_title_marks_around_a_name_go() -> None:
    assert finish("《绿联科技》李娜确认订单", BOOK)[0] == "绿联科技李娜确认订单"


def test_numerals_are_settled_after_names() -> None:
    book = [company("三一重工"), person("周婷", "三一重工")]

    assert finish("三一重工周停要五十套", book)[0] == "三一重工周婷要50套"


def test_ten_thousand_names_take_milliseconds() -> None:
    dice = random.Random(5)
    core, given = (
        "安瑞丰恒达创新绿联石启航海康雷鸟极米宇视大疆致欧博远华信天诚金鼎盛德",
        "伟芳娜敏静丽强磊军洋勇艳杰娟涛",
    )
    firms = ["".join(dice.sample(core, 2)) + dice.choice(("科技", "电子", "光电")) for _ in range(3000)]
    people = ["王李张刘陈杨黄赵"[dice.randrange(8)] + "".join(dice.sample(given, 2)) for _ in range(7000)]
    book = [company(name) for name in firms] + [person(name, dice.choice(firms)) for name in people]
    index = index_of(book)
    best = 1.0
    for _ in range(3):
        began = time.perf_counter()
        correct("今天拜访宇视科技，范文博说系统对接要两周，预算三十万，下周五之前给报价", index)
        best = min(best, time.perf_counter() - began)

    assert index_of(list(book)) is index
    assert best < 0.1


def test_hotwords_are_few_ranked_and_as_spoken() -> None:
    names = [
        company("深圳市安克创新科技有限公司"),
        person("王磊"),
        person("王磊"),
        *(person(f"李{c}") for c in "一二三四五六七八九十百千"),
    ]

    words = ranked_hotwords(names)

    assert words[:3] == ("安克创新科技", "王磊", "李一")
    assert len(words) == 12
    assert len(whole_book(names)) == 14
    assert whole_book(names * 2) == ()


@pytest.mark.parametrize(
    ("name", "spoken"),
    [("绿联科技股份有限公司", "绿联科技"), ("杭州市海康威视集团有限公司", "海康威视"), ("安克创新", "安克创新")],
)
def test_spoken_form(name: str, spoken: str) -> None:
    assert spoken_form(name) == spoken


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("zi", "zhi", 0.05, 0.15),
        ("nan", "lang", 0.15, 0.25),
        ("you", "ou", 0.2, 0.3),
        ("ma", "jiu", 0.9, 1.0),
        ("a", "a", 0, 0),
    ],
)
def test_syllables_that_sound_alike_are_near(one: str, other: str, low: float, high: float) -> None:
    assert low <= syllable_distance(one, other) <= high
    assert syllable_distance(one, other) == syllable_distance(other, one)


def test_pinyin_spelling_is_undone() -> None:
    assert [parts(sound) for sound in ("you", "gui", "jun", "yuan", "wu", "zhang")] == [
        ("", "iou"),
        ("g", "uei"),
        ("j", "vn"),
        ("", "van"),
        ("", "u"),
        ("zh", "ang"),
    ]
    assert syllables_of("重庆A区") == ("chong", "qing", "A", "qu")


def test_a_missing_syllable_costs_less_than_a_wrong_name() -> None:
    assert distance(("an", "ke", "xin"), ("an", "ke", "chuang", "xin")) < 0.28
    assert distance(("li", "na"), ("zhao", "min")) > 0.28


def test_no_text_whatever_breaks_the_last_steps() -> None:
    dice = random.Random(9)
    stock = "绿连科技王雷说要三十万百点一二〇两亿零年月号折分之A1 -，。总的拜访大江创新\n\u3000é龘"
    for _ in range(400):
        text = "".join(dice.choices(stock, k=dice.randrange(60)))
        finished, corrections = finish(text, BOOK)
        assert bool(finished) == bool(text)
        assert all(found.heard != found.to for found in corrections)
