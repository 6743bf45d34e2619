"""A surplus release goes unnoticed, and somebody else pays for it."""

import asyncio


async def sit(name, start, end, chair):
    await asyncio.sleep(start)
    async with chair:
        print(f"{name} sits down")
        await asyncio.sleep(end - start)
        print(f"{name} gets up")


async def give_back(chair):
    await asyncio.sleep(0.2)
    chair.release()
    print("one release too many, and no error")


async def main():
    chair = asyncio.BoundedSemaphore(1)
    await asyncio.gather(
        sit("Ada", 0.1, 0.4, chair),
        sit("Ben", 0.3, 0.5, chair),
        give_back(chair),
    )


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "ValueError"
# ///
