"""The tagging bench: the stories that wait for a topic, one after the other, and topics put on many at once."""
