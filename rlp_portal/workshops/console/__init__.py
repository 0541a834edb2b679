"""The private console: what the facilitation sees and does. The room sees none of it."""
