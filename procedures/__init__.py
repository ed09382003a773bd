"""What the law and the province have decided: procedures, workflows, calendars, regimes."""
