"""The bounded kind refuses a release when all permits are back."""

import asyncio


async def sit(name, seconds, chair):
    async with chair:
        print(f"{name} sits down")
        await asyncio.sleep(seconds)
        print(f"{name} gets up")


async def main():
    chair = asyncio.BoundedSemaphore(1)
    chair.release()
    await asyncio.gather(sit("Ada", 0.1, chair), sit("Ben", 0.2, chair))


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "ValueError"
# ///
