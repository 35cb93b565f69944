"""A second factor at sign-in: codes of an authenticator app, or a passkey. Loaded only where SECOND_FACTOR=1."""
