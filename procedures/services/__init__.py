"""The only writers of the catalogue, the calendar and the workflows: each change has its event."""
