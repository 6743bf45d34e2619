"""Two players hit the ball twice each, not in turns yet."""

import asyncio


async def play(sound, run, hits):
    for _ in range(2):
        await asyncio.sleep(run)
        hits.append(sound)


async def main():
    hits = []
    await asyncio.gather(
        play("ping", 0.1, hits), play("pong", 0.3, hits)
    )
    print(*hits)
    print("in turns:", hits == ["ping", "pong"] * 2)


asyncio.run(main())
