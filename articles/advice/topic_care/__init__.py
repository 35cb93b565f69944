"""What a vocabulary in use needs looking at: topics that may be one, that nobody uses, that everything is put under."""
