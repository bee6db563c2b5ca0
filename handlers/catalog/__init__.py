"""What is for sale: our catalog, stock and prices, and the providers' own shelves."""
