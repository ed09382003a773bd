"""PURE. Lists as offices exchange them, read into rows: nothing here is saved."""
