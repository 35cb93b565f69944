"""The acts: one function a verb, the only writers of states, editions and merges."""
