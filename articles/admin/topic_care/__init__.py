"""Keeping topics clean at the desk: what wants a hand, and every act on topics with what it would touch."""
