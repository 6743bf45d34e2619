"""The stage: runs, records, explores and draws small asyncio programs."""

__version__ = "0.1.0"
