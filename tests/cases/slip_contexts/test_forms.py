import pkgutil
from importlib import import_module

import pytest

import cases.slip_contexts
from cases.slip_contexts.form import (
    OWN,
    TT01,
    TT03,
    Form,
    FormAlreadyRegistered,
    FormKey,
    register,
)  # fmt: skip
from cases.slip_contexts.forms import FORMS
from cases.slip_contexts.parts import Lookup, Paper
from cases.slip_contexts.receipt import RECEIPT
from cases.slips.page import TEMPLATES
from cases.slips.samples import SAMPLES

SOURCES = {
    (TT01, True): "Thông tư số 01/2018/TT-VPCP",
    (TT03, True): "Thông tư số 03/2025/TT-VPCP",
}
CODE = "000.00.16.H34-210315-0037"


def defined_forms() -> set[Form]:
    modules = pkgutil.iter_modules(cases.slip_contexts.__path__, "cases.slip_contexts.")
    members = [vars(import_module(module.name)).values() for module in modules]
    return {member for names in members for member in names if isinstance(member, Form)}


def numbers_of(form_set: str) -> list[tuple[str, str]]:
    forms = [form for form in FORMS.values() if form.form_set == form_set and form.number]
    return [(form.number.removeprefix("Mẫu số "), form.title) for form in forms]


def test_the_six_forms_of_2018_and_the_seven_of_2025_are_known() -> None:
    both = [
        ("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        ("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
        ("03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    ]
    assert numbers_of(TT01) == [
        *both,
        ("04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
        ("05", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
        ("06", "Sổ theo dõi hồ sơ"),
    ]
    assert numbers_of(TT03) == [
        *both,
        ("04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
        ("05", "Thông báo dừng giải quyết hồ sơ"),
        ("06", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
        ("07", "Sổ theo dõi hồ sơ"),
    ]


def test_the_office_has_its_own_papers_beside_them() -> None:
    own = {form.code for form in FORMS.values() if form.form_set == OWN}
    assert own == {
        "handover_list", "result_list", "cover_list", "label", "fee_note", "urging_note",
        "satisfaction",
    }  # fmt: skip


def test_no_form_is_written_and_then_forgotten() -> None:
    assert defined_forms() == set(FORMS.values())


@pytest.mark.parametrize("key", FORMS, ids=str)
def test_a_form_names_its_template_its_source_its_edition_and_has_a_sample(key: FormKey) -> None:
    form = FORMS[key]
    assert form.key == key
    assert form.edition >= 1
    assert (TEMPLATES / form.folder / form.template).is_file()
    assert all((TEMPLATES / form.folder / style).is_file() for style in form.styles)
    assert form.source == SOURCES.get((form.form_set, bool(form.number)), form.source) != ""
    assert form.known_from
    assert isinstance(SAMPLES[key], form.context)


@pytest.mark.parametrize("key", [key for key in FORMS if key[0] != OWN], ids=str)
def test_a_forms_file_says_that_the_official_appendix_was_not_read(key: FormKey) -> None:
    notes = import_module(FORMS[key].context.__module__).__doc__ or ""
    assert FORMS[key].number in notes
    assert "official appendix was not read" in " ".join(notes.split())


def test_a_second_form_in_the_same_place_is_refused() -> None:
    forms = dict(FORMS)
    with pytest.raises(FormAlreadyRegistered, match="receipt"):
        register(forms, RECEIPT)
    assert forms == FORMS


def test_numbers_run_from_01_and_carry_the_series() -> None:
    assert [RECEIPT.numbered(count) for count in (1, 99, 1037)] == [
        "01/TNHS",
        "99/TNHS",
        "1037/TNHS",
    ]


def test_the_series_of_two_forms_are_never_mixed_up() -> None:
    for form_set in (TT01, TT03, OWN):
        series = [form.series for form in FORMS.values() if form.form_set == form_set]
        numbered = [each for each in series if each]
        assert len(set(numbered)) == len(numbered)


def test_what_no_circular_prescribes_does_not_pretend_to_be_prescribed() -> None:
    for form in FORMS.values():
        if form.form_set == OWN:
            assert not form.number
            assert form.corner == form.title


def test_the_check_code_stands_in_the_fragment_which_no_server_sees() -> None:
    lookup = Lookup(CODE, "7K4M92XW", "https://dichvucong.kontum.gov.vn/")
    assert lookup.address == f"https://dichvucong.kontum.gov.vn/tra-cuu/{CODE}#7K4M92XW"
    assert lookup.check_code_groups == "7K4M 92XW"


def test_without_a_code_or_an_address_there_is_nothing_to_scan() -> None:
    assert Lookup("", "7K4M92XW", "https://x.vn").address == ""
    assert Lookup(CODE, "7K4M92XW", "").address == ""
    assert Lookup(CODE, "", "https://x.vn").address == f"https://x.vn/tra-cuu/{CODE}"


def test_a_paper_that_was_not_handed_in_leaves_its_cell_empty() -> None:
    paper = Paper("Tờ khai", originals=2)
    assert (paper.originals_words, paper.copies_words) == ("02", "")
