"""Quotes at the desk: the panel beside a story, the queue of those to verify, the evidence."""
