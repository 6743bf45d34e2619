"""Primitives that each lack one guarantee, and work in all other respects.

The proof of that guarantee must go wrong with it. ``python -m import_asyncio.broken`` lists them
and runs a program with one of them in the place of asyncio's own.
"""
