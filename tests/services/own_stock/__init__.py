"""Tests of own stock."""
