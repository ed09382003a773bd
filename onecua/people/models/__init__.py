from onecua.people.models.organisation import Agency, Desk, Unit
from onecua.people.models.person import Person, Post

__all__ = ["Agency", "Desk", "Person", "Post", "Unit"]
