"""How values are read from JSON: instants with their zone, plain dates, nothing unknown."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

LINE = 300
LONGEST_TEXT = 4_000
YEARS = range(1900, 2200)  # of anybody's life and any dossier's dates


@extend_schema_field(OpenApiTypes.DATETIME)
class Instant(serializers.Field[datetime, str, str, Any]):
    """ISO 8601 with a zone. A naive instant is refused: nobody can know which hour it means."""

    default_error_messages = {"not-an-instant": "not-an-instant", "no-zone": "no-zone"}

    def to_internal_value(self, data: Any) -> datetime:
        try:
            instant = datetime.fromisoformat(data)
        except (TypeError, ValueError):
            self.fail("not-an-instant")
        if instant.tzinfo is None:
            self.fail("no-zone")
        if instant.year not in YEARS:
            self.fail("not-an-instant")
        return instant

    def to_representation(self, value: datetime) -> str:
        return value.isoformat()


@extend_schema_field(OpenApiTypes.DATE)
class Day(serializers.Field[date, str, str, Any]):
    """NĂM-THÁNG-NGÀY."""

    default_error_messages = {"not-a-date": "not-a-date"}

    def to_internal_value(self, data: Any) -> date:
        try:
            day = date.fromisoformat(data)
        except (TypeError, ValueError):
            self.fail("not-a-date")
        if day.year not in YEARS:
            self.fail("not-a-date")
        return day

    def to_representation(self, value: date) -> str:
        return value.isoformat()


class Body(serializers.Serializer[Any]):
    """What a request may say: a field nobody knows is refused, not passed over in silence."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := set(data) - set(self.fields)):
            raise ValidationError(
                {name: [ErrorDetail("unknown", code="unknown")] for name in sorted(unknown)}
            )
        return super().to_internal_value(data)


def line(label: str, *, most: int = LINE, required: bool = True) -> serializers.CharField:
    return serializers.CharField(
        label=label, max_length=most, required=required, allow_blank=True, default=_unless(required)
    )


def text(label: str, *, required: bool = True) -> serializers.CharField:
    """Several lines. Blank passes here: the service says in its own words what is missing."""
    return line(label, most=LONGEST_TEXT, required=required)


def _unless(required: bool) -> Any:  # noqa: FBT001 - the field's own word
    return serializers.empty if required else ""
