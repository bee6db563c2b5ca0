"""Sales reports and the totals they are read from."""
