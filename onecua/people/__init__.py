"""Who works where: agencies, their units and desks, people, posts, and on whose behalf they act."""
