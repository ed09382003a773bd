"""System checks of the machine under us: what pip cannot bring, and what is wrong without it."""

from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register

from onecua.run.machine import LIBRARIES, install_command


@register()
def libraries_of_the_slips(**_: Any) -> list[CheckMessage]:
    """Without libharfbuzz-subset0 a slip takes six times as long, and nothing else says so."""
    return [
        (Error if need.required else Warning)(
            f"{need.name} is missing: {need.purpose}",
            hint=install_command([need]),
            id="onecua.E004" if need.required else "onecua.W001",
        )
        for need in LIBRARIES
        if not need.is_met
    ]
