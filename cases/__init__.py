"""Hồ sơ: from the desk to the desk. `services` alone writes; everything else reads."""
