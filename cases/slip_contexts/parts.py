"""PURE. The pieces that several slips share. All words are ready to print."""

from dataclasses import dataclass

from onecua.kernel.vietnamese import count_words

GROUP = 4
ONE_LINE = 26  # letters of the upper left corner


@dataclass(frozen=True, slots=True)
class Issuer:
    """The upper left corner. `name` carries its own line breaks: an office knows how it breaks.

    `logo` is the digest of a stored PNG.
    """

    parent: str
    name: str
    logo: str = ""

    @property
    def line(self) -> str:
        return " ".join(self.name.split())

    @property
    def parent_line(self) -> str:
        """One that needs two lines does not leave its last word alone on the second."""
        *first, last = self.parent.split(" ")
        bound = len(self.parent) > ONE_LINE and first
        return f"{' '.join(first)}\u00a0{last}" if bound else self.parent


@dataclass(frozen=True, slots=True)
class Applicant:
    name: str
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper that was handed in; 0 prints as an empty cell."""

    name: str
    originals: int = 0
    copies: int = 0
    remark: str = ""

    @property
    def originals_words(self) -> str:
        return count_words(self.originals) if self.originals else ""

    @property
    def copies_words(self) -> str:
        return count_words(self.copies) if self.copies else ""


@dataclass(frozen=True, slots=True)
class Signer:
    """`authority` is the line above a deputy's own: KT. GIÁM ĐỐC, TL. CHỦ TỊCH, TUQ. …"""

    position: str
    name: str = ""
    authority: str = ""


def broken_code(code: str) -> tuple[str, str]:
    """000.00.16.H34- and 210315-0037: where a code may break in a narrow column."""
    agency, hyphen, serial = code.partition("-")
    return agency + hyphen, serial


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """Quyển số …, Số thứ tự … of the register (Mẫu số 06)."""

    book: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where the holder of the paper follows the dossier.

    `code` is the dossier code or, before acceptance, the contact number, and `label` says which.
    `base` is the public address without a path, e.g. https://dichvucong.kontum.gov.vn.
    """

    code: str
    check_code: str
    base: str
    text: str = ""
    label: str = "Mã hồ sơ"

    @property
    def address(self) -> str:
        """The text of the QR. The check code is a fragment: browsers never send it to a server."""
        if not (self.code and self.base):
            return ""
        page = f"{self.base.rstrip('/')}/tra-cuu/{self.code}"
        return f"{page}#{self.check_code}" if self.check_code else page

    @property
    def check_code_groups(self) -> str:
        """7K4M 92XW: two groups are read over the telephone without a slip."""
        code = self.check_code
        return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


NO_LOOKUP = Lookup("", "", "")  # lists and registers are of many dossiers
