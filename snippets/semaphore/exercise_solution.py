"""Each player waits for a permit that the other one releases."""

import asyncio


async def play(sound, mine, theirs):
    for _ in range(3):
        await mine.acquire()
        print(sound)
        theirs.release()


async def main():
    left, right = asyncio.Semaphore(1), asyncio.Semaphore(0)
    await asyncio.gather(
        play("ping", left, right), play("pong", right, left)
    )


asyncio.run(main())
