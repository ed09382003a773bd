"""The demonstration: Kon Tum as letter 260 of 21/01/2021 knew it, with invented people."""
