"""What somebody coded before that looks like the passage before her eyes. Off until she asks for it."""
