"""A dossier's code in an address. One taken over may have any shape, a "/" in it too."""

from django.urls import register_converter

SLASH = "~"  # in no code


def in_address(code: str) -> str:
    return code.replace("/", SLASH)


class DossierCode:
    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        return value.replace(SLASH, "/")

    def to_url(self, value: object) -> str:
        return in_address(str(value))


register_converter(DossierCode, "code")
