"""Each player waits for a permit that the other one releases."""

import asyncio


async def play(sound, run, hits, mine, theirs):
    for _ in range(2):
        await asyncio.sleep(run)
        await mine.acquire()
        hits.append(sound)
        theirs.release()


async def main():
    hits = []
    left, right = asyncio.Semaphore(1), asyncio.Semaphore(0)
    await asyncio.gather(
        play("ping", 0.1, hits, left, right),
        play("pong", 0.3, hits, right, left),
    )
    print(*hits)
    print("in turns:", hits == ["ping", "pong"] * 2)


asyncio.run(main())
