"""The front page at the desk: arranged in a draft, looked at, released."""
