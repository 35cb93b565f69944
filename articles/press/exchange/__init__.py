"""A story for other programs: as ninjs 3.1, and as plain JSON of the newsroom's own. Says what its page says."""
