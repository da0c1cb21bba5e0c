"""What foreign trade writes in Latin letters: people by their place, functions, firms, numbers."""

from __future__ import annotations

import pytest

from nlp.normalize import normalize
from nlp.numbers.ids import find_wechats
from nlp.numbers.phones import find_phones
from tests.nlp.reader import read


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("+1 650-555-0142", "+1-6505550142"),
        ("+1 (408) 555-0199", "+1-4085550199"),
        ("1-828-555-0177", "+1-8285550177"),
        ("+44 (0)20 7946 0958", "+44-2079460958"),
        ("+33 6 12 34 56 78", "+33-612345678"),
        ("+39 06 1234 5678", "+39-0612345678"),
        ("+52 81 1234 5678", "+52-8112345678"),
        ("+420 602 123 456", "+420-602123456"),
        ("0049 711 1234567", "+49-7111234567"),
        ("852 6123 4567", "+852-61234567"),
        ("04-2359-1101", "04-23591101"),
        ("WhatsApp 98765432", "98765432"),
        ("1 3 8 1 2 3 4 5 6 7 8", "13812345678"),
        ("座机零五一二八八八八九九九九", "0512-88889999"),
        ("座机 6234 5678", "62345678"),
        ("电话：010 - 6234 5678 - 8001", "010-62345678-8001"),
        ("+13812345678", "13812345678"),
        ("+86 (0)21 6123 4567", "021-61234567"),
    ],
)
def test_a_number_from_abroad(said: str, number: str) -> None:
    assert [span.value for span in find_phones(normalize(said).plain)[0]] == [number]


@pytest.mark.parametrize(
    ("text", "company", "name", "title"),
    [
        (
            "Met Rajiv Menon, VP of Procurement at Flextronics Penang, wants a quote for 20k pcs",
            "Flextronics Penang", "Rajiv Menon", "VP of Procurement",
        ),
        (
            "Quick note: Grace Huang (Sourcing Manager, Bluewave Appliances) pushed the call to Thursday 4pm",
            "Bluewave Appliances", "Grace Huang", "Sourcing Manager",
        ),
        ("跟 Vertex Semiconductor 的 Design Manager Jason Liu 过了 datasheet，要 eval board", "Vertex Semiconductor",
         "Jason Liu", "Design Manager"),
        ("这边是 Apex Motion 的 Global Sourcing Director, Robert Hughes, 让我们 11/30 前 submit RFQ", "Apex Motion",
         "Robert Hughes", "Global Sourcing Director"),
        ("Had a call with Tanaka-san from Kyoei Seiko, he's the R&D lead, demo next Wed 3pm", "Kyoei Seiko",
         "Tanaka-san", "R&D lead"),
        ("越南工厂 Minh Anh Plastics 的 Mr. Nguyen，要注塑机报价", "Minh Anh Plastics", "Mr. Nguyen", ""),
        ("Hi, this is Sarah Lindqvist from Nordwind Automation GmbH, please send the datasheet",
         "Nordwind Automation GmbH", "Sarah Lindqvist", ""),
        ("New lead: Tom Becker, Continental AG, wants a quotation", "Continental AG", "Tom Becker", ""),
    ],
)  # fmt: skip
def test_a_person_with_function_and_firm(text: str, company: str, name: str, title: str) -> None:
    reading = read(text)
    assert reading.company == company
    assert [(contact.name, contact.title) for contact in reading.contacts] == [(name, title)]


def test_a_firm_that_begins_like_a_name_is_no_person() -> None:
    assert [one.name for one in read("香港客户 Wing Lee Trading 的陈生要报价").contacts] == ["陈生"]


def test_lead_time_is_no_function() -> None:
    contact = read("Kevin, lead time is too long, Bluewave Foods wants a discount").contacts[0]
    assert (contact.name, contact.title) == ("Kevin", "")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("微信 ID sunny_lee", "sunny_lee"),
        ("wechat id: ms_green", "ms_green"),
        ("V: kevin_88", "kevin_88"),
        ("加我 v lucky-66", "lucky-66"),
        ("+v aaa_bbb", "aaa_bbb"),
        ("微信搜 chenwei1988", "chenwei1988"),
    ],
)
def test_an_id_of_wechat(said: str, name: str) -> None:
    assert [span.value for span in find_wechats(normalize(said).plain)] == [name]


@pytest.mark.parametrize("said", ["微信群里发了 PPT", "输入 V: 220V", "微信同号"])
def test_what_is_no_id_of_wechat(said: str) -> None:
    assert find_wechats(normalize(said).plain) == []
