"""Action plans: how they come in, are kept, read again, and replaced by a newer version."""
