"""How a request's JSON is read. Its size is limited by Django, its depth here."""

from collections.abc import Mapping
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class JsonBody(JSONParser):
    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Raises ParseError, also for brackets in brackets without end."""
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as nested:
            raise ParseError from nested
