"""What raises incidents."""
