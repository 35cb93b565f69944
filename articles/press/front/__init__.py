"""The front page: its zones, what stands in each at a moment, and the stories that are asked for."""
