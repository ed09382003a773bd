"""Who comes in to the workflows' pages: who writes them, who approves, who only reads."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from onecua.people.rights import ADMINISTRATORS
from onecua.people.roles import Role
from onecua.people.web.doors import View
from procedures.selectors_workflows import READERS
from procedures.web.doors import only_for

LOOKS = ADMINISTRATORS | READERS
LOOKS_AT_APPROVED = LOOKS | {Role.HEAD}


def only(*roles: str) -> Callable[[View], View]:
    """403, with the roles the page is for, unless this post has one of them."""
    return only_for(*roles, what="Quy trình nội bộ")


def say(request: HttpRequest, words: str, *, wrong: bool = False) -> None:
    (messages.error if wrong else messages.success)(request, words)
