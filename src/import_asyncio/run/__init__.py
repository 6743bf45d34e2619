"""Runs a program on a loop whose outside world is replaced."""
