"""Pictures coming in: refused or cleaned, read, filed; and which of them a story's body names."""
