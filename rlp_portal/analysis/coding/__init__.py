"""What people say of the passages of a plan."""
