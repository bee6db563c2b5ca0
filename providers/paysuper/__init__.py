"""PaySuper: key products that we sell there, with their platforms and prices. FACTS section 2."""
