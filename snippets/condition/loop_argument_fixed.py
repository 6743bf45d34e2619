"""A condition finds its loop by itself."""

import asyncio


async def main():
    changed = asyncio.Condition()
    async with changed:
        print("locked:", changed.locked())


asyncio.run(main())
