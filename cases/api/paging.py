"""Keyset paging: a page begins behind the last row of the one before, however long the list."""

from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request


class NewestFirst(CursorPagination):
    ordering = "-pk"
    page_size = 50
    cursor_query_param = "cursor"
    cursor_query_description = "Vị trí bắt đầu của trang: lấy từ “next” hoặc “previous”."

    def decode_cursor(self, request: Request) -> Cursor | None:
        """A cursor made up by hand is none of ours: the framework would pass it to the database."""
        cursor = super().decode_cursor(request)
        if cursor and cursor.position and not str(cursor.position).isdecimal():
            raise NotFound
        return cursor
