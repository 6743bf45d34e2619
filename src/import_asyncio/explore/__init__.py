"""Finds every order of a program by running it again and again."""
