"""What stands on a day: rows with `valid_from` and `valid_to`, both ends included."""

from datetime import date

from django.db.models import Q


def standing(on: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}valid_from__lte": on}) & not_yet_over(on, prefix)


def not_yet_over(on: date, prefix: str = "") -> Q:
    """Standing, or still to come."""
    return Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": on})
