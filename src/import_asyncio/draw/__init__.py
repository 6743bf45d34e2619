"""Draws recordings and orders, and says them in words; runs nothing."""
