"""Who may do what, tried: every role, every action, on objects in every place, with the database compared."""
