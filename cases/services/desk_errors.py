"""What the counter refuses of who stands there, in sentences."""

from onecua.kernel.errors import BadInput


class RepresentativeIncomplete(BadInput):
    code = "representative-incomplete"
    sentence = "Nộp thay thì cần ghi {what}."
