from onecua.people.models.attempts import Attempts
from onecua.people.models.organisation import Agency, Desk, Unit
from onecua.people.models.person import Person, Post

__all__ = ["Agency", "Attempts", "Desk", "Person", "Post", "Unit"]
