"""People who sign in, and the posts they hold."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from onecua.people.models.days import A_DAY, days_of
from onecua.people.models.organisation import Unit
from onecua.people.roles import Role


class Person(AbstractBaseUser):
    """A member of staff. Rights come from the post that is acted on, never from the person."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    search = models.TextField(blank=True)  # name and username, folded
    is_active = models.BooleanField(default=True)
    password_temporary = models.BooleanField(default=False)  # given by somebody else: change it
    roomy = models.BooleanField(default=False)  # mật độ "thường" instead of "gọn"

    USERNAME_FIELD = "username"
    objects = BaseUserManager["Person"]()

    def __str__(self) -> str:
        return self.full_name


class Post(models.Model):
    """Vị trí: person + unit + role + dates. `position` is printed under a signature.

    `valid_to` is the last day; the day before the first one: it was withdrawn before it began.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    position = models.CharField(max_length=120)  # chức danh: "Phó Chủ tịch"
    signs = models.BooleanField(default=False)  # may sign for the agency
    authority = models.CharField(max_length=120, blank=True)  # "KT. Chủ tịch" over a deputy's name
    decision = models.CharField(max_length=120, blank=True)  # of the appointment
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from") - A_DAY),
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                name="post_only_heads_sign", condition=Q(signs=False) | Q(role=Role.HEAD)
            ),
            ExclusionConstraint(
                name="post_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (days_of("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Người này đã giữ vị trí đó trong thời gian này.",
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="post_unit_role")]

    def __str__(self) -> str:
        return f"{self.person} – {self.position}"
