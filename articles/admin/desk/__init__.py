"""The desk as a whole: its front page."""
