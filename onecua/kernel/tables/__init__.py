"""PURE. Tables as offices exchange them, .xlsx or CSV: read into rows of text, or refused."""
