"""Vai trò: what kind of work a post does. Rights follow from `cases.permissions`, by role."""

from django.db.models import TextChoices


class Role(TextChoices):
    RECEPTION = "reception", "Tiếp nhận"
    OFFICER = "officer", "Chuyên môn"
    HEAD = "head", "Lãnh đạo"
    PROVINCE_OFFICE = "province_office", "Văn phòng UBND tỉnh"
    INSPECTOR = "inspector", "Kiểm tra"
    UNIT_ADMIN = "unit_admin", "Quản trị đơn vị"
    SYSTEM_ADMIN = "system_admin", "Quản trị hệ thống"


WORKERS = (Role.RECEPTION, Role.OFFICER, Role.HEAD)  # they hold dossiers
