"""Renditions of pictures: which there are, how each is made from the file as uploaded, where they are kept."""
