"""The command ``import-asyncio``."""
