"""The only writer of agencies, units, desks, people, posts and delegations."""
