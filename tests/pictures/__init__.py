"""Reads pictures back and says what in them is not true; nothing here was used to draw them."""
