"""No field is stored whose class nobody has decided; no payload carries a personal one."""

from django.apps import apps

from cases.events import KINDS
from onecua.field_classes import FieldClass, class_of, known

OURS = {"ledger", "people", "procedures", "cases", "reports"}


def stored() -> set[tuple[str, str]]:
    return {
        (f"{model._meta.app_label}.{model.__name__}", field.name)
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.concrete_fields
    }


def test_every_field_has_a_class() -> None:
    assert {field for field in stored() if class_of(*field) is None} == set()


def test_the_table_names_nothing_that_is_not_stored() -> None:
    assert known() - stored() == set()


def test_an_identity_number_is_sensitive_and_a_name_is_personal() -> None:
    assert class_of("cases.Applicant", "identity_sealed") is FieldClass.SENSITIVE
    assert class_of("cases.Applicant", "name") is FieldClass.PERSONAL
    assert class_of("cases.Dossier", "state") is FieldClass.NONE


def test_no_event_has_a_field_named_for_a_person() -> None:
    forbidden = {"name", "address", "phone", "email", "identity", "born_on", "tax_code"}
    assert {kind.name for kind in KINDS.values() if forbidden & set(kind.fields)} == set()
