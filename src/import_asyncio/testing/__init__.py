"""Tries every order of people's own tests."""
