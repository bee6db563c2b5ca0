"""Keys handed over, and the customers who claim them."""
