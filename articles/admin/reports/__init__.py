"""What the desk reads about its own work."""
