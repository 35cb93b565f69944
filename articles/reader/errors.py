"""What a reader sees when there is nothing to see."""
