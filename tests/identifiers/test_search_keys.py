"""What was typed finds a name exactly where it stands in it, whatever the spelling; initials, codes and document numbers as people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.identifiers import search_key

NAMES = st.text(alphabet="福州市长乐闽江例星（）A b９有限公司", min_size=1, max_size=12)


def found(keys: set[str], typed: str) -> set[str]:
    """As the database does it: a range of keys for each rank."""
    starts = [rank + typed for rank in search_key.RANKS]
    return {key for key in keys for start in starts if start <= key < start + search_key.LAST}


@given(NAMES, NAMES)
def test_a_text_finds_the_names_that_hold_it_and_no_other(name: str, text: str) -> None:
    spelled, typed = search_key.folded(name), search_key.folded(text)
    keys = search_key.of_names([name], natural=True)

    assert bool(found(keys, typed)) == (typed in spelled) or not typed


def test_a_whole_name_stands_before_a_beginning_and_that_before_a_fragment() -> None:
    names = ["闽江", "闽江例星", "福州闽江"]
    first = {min(found(search_key.of_names([one], natural=True), "闽江")): one for one in names}

    assert [first[key] for key in sorted(first)] == names


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("福州闽江例星贸易有限公司", "FZMJLXMYYXGS"),
        ("福州市长乐区人民政府", "FZSCLQRMZF"),  # not 市长, the mayor
        ("长汀县", "CTX"),
        ("成长（福建）重庆银行", "CZFJCQYH"),
        ("Tcl电子 8号店", "TCLDZ8HD"),
        ("厦门", "XM"),
    ],
)
def test_initials_are_those_of_the_words(name: str, letters: str) -> None:
    assert search_key.initials(name) == letters


def test_a_person_has_no_initials() -> None:
    assert not [key for key in search_key.of_names(["林大山"], natural=True) if key.isascii()]


@pytest.mark.parametrize(
    "typed",
    [
        "91350102MAFJ0001XP",
        " 91350102 mafj 0001xp",
        "９１３５０１０２－ｍａｆｊ０００１ｘｐ",
        "91350102-MAFJ0001-XP",
    ],
)
def test_a_code_is_one_however_it_is_typed(typed: str) -> None:
    assert search_key.code(typed) == "91350102MAFJ0001XP"


@pytest.mark.parametrize("typed", ["", "123", "fzmj", "福州9135", "91350102MAFJ0001XP9", "9135%02"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert search_key.code(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "闽政〔2024〕12号",
        "闽政[2024]12号",
        "闽政(2024)12",
        "闽政（2024）第012号",
        "闽政【2024】 第12",
        "闽政﹝２０２４﹞12号",
    ],
)
def test_a_document_number_is_one_whatever_its_brackets(typed: str) -> None:
    assert search_key.number(typed) == "闽政〔2024〕12号"


@pytest.mark.parametrize("typed", ["", "闽政12号", "样例（2024）", "样例（福建）2024", "〔24〕12号"])
def test_what_has_no_year_and_ordinal_is_no_document_number(typed: str) -> None:
    assert search_key.number(typed) is None
