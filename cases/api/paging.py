"""Keyset paging: a page begins behind the last row of the one before, however long the list."""

from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    ordering = "-pk"
    page_size = 50
    cursor_query_param = "cursor"
    cursor_query_description = "Vị trí bắt đầu của trang: lấy từ “next” hoặc “previous”."
