"""Key products that a provider sells for us."""
