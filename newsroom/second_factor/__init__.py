"""A second factor at sign-in: codes of an authenticator app. Loaded only where SECOND_FACTOR=1."""
