"""Watches one run of a program and tells all that it did."""
