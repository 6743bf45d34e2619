"""A thread that does not wait any longer breaks threading's barrier."""

import asyncio
import threading


def walk(hut):
    try:
        hut.wait(timeout=0.1)
    except threading.BrokenBarrierError:
        print("Ann goes home, broken:", hut.broken)


async def main():
    hut = threading.Barrier(2)
    await asyncio.to_thread(walk, hut)


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# needs = ["threads"]
# ///
