"""Tests of what runs in the reader's browser."""
