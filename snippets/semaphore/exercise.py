"""Two players hit the ball three times each, not in turns yet."""

import asyncio


async def play(sound):
    for _ in range(3):
        print(sound)


async def main():
    await asyncio.gather(play("ping"), play("pong"))


asyncio.run(main())
