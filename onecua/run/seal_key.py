"""The seals' key of a development machine: made once, beside the database and not in it."""

import os
from base64 import b64encode
from pathlib import Path

KEY_BYTES = 32


def ensure_seal_key(folder: Path) -> None:
    """A file only its owner reads; one that is there stays as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        made = os.open(folder / "seal_key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with open(made, "wb") as file:
        file.write(b64encode(os.urandom(KEY_BYTES)))
