"""The projected screen: what the whole room reads, and nothing else."""
