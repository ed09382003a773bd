"""`make run`: one process that starts everything, watches it, and leaves nothing behind."""

import os
from pathlib import Path

from onecua.settings.base import ROOT

# What this clone keeps: the servers' data and the uploaded files. `make reset` empties it.
VAR = Path(os.environ.get("ONECUA_VAR", ROOT / "var"))
