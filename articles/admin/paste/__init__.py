"""Pasting a story: raw copy in, what was understood looked over, a draft out."""
