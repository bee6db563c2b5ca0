"""A provider that test_added_provider.py puts among ours, in a copy of the tree: a folder and a line."""
