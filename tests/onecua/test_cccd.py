"""What scanners type, and what they must not be believed."""

from datetime import date

import pytest

from onecua.kernel.cccd import InsuranceCard, MangledScan, NotACard, read_card

NUMBER, NAME, PLACE = "012345678901", "Nguyễn Văn An", "Thôn 2, Đăk La, Đăk Hà, Kon Tum"


@pytest.mark.parametrize(
    "scanned",
    [
        f"{NUMBER}|233112233|{NAME}|01011990|Nam|{PLACE}|10052021",
        f"{NUMBER}||{NAME}|01011990|Nam|{PLACE}|10052021",
        f"{NUMBER}|{NAME}|01011990|Nam|{PLACE}|10052021",
        f"{NUMBER}|233112233|{NAME}|01/01/1990|NAM|{PLACE}|10/05/2021",
        f"{NUMBER}|233112233|{NAME}|01011990|Nam|{PLACE}|10052021|||thêm\r\n",
        f"{NUMBER}|233112233|Nguyễn Văn An|01011990|Nam|{PLACE}\t",
    ],
)
def test_a_card_is_read_by_the_look_of_its_fields(scanned: str) -> None:
    card = read_card(scanned)
    assert (card.number, card.name) == (NUMBER, NAME)
    assert (card.born_on, card.sex, card.address) == (date(1990, 1, 1), "Nam", PLACE)


def test_a_date_that_does_not_exist_is_left_to_the_clerk() -> None:
    card = read_card(f"{NUMBER}||{NAME}|31021990|Nam|{PLACE}|10052021")
    assert (card.born_on, card.address) == (None, PLACE)


@pytest.mark.parametrize(
    ("scanned", "refusal", "said"),
    [
        ("DN4620212345678|4e677579e1bb856e2056c4836e20416e|01/01/1990|1", InsuranceCard,
         "thẻ bảo hiểm y tế"),
        (f"{NUMBER}||Nguy\ufffdn V\ufffdn An|01011990|Nam|{PLACE}", MangledScan, "bộ gõ"),
        (f"{NUMBER}||Nguye6n Va8n An|01011990|Nam|{PLACE}", MangledScan, "bộ gõ"),
        (f"{NUMBER}||01011990|Nam", MangledScan, "bộ gõ"),
        (f"01234567890|233112233|{NAME}|01011990|Nam", NotACard, "12 chữ số"),
        ("https://example.vn/|x", NotACard, "12 chữ số"),
    ],
)  # fmt: skip
def test_what_is_no_card_says_what_to_do(scanned: str, refusal: type[Exception], said: str) -> None:
    with pytest.raises(refusal, match=said):
        read_card(scanned)
