"""The bilan of a workshop: what the group retains, disagreement included, beside what people answered."""
