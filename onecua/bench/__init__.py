"""What speed means here: our way against the bare way, interleaved in one run, as a ratio."""
