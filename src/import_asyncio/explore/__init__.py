"""Finds every order of a program by running it again and again.

``explore`` is the way in: it runs the program once for each way in which answers from outside can
arrive, leaves out what cannot differ, and samples where there are too many.
"""
