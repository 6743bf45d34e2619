"""Three tasks share two places."""

import asyncio

inside = 0
most = 0


async def work(places):
    global inside, most
    await asyncio.sleep(1)
    async with places:
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(1)
        inside -= 1


async def main():
    places = asyncio.Semaphore(2)
    async with asyncio.TaskGroup() as group:
        group.create_task(work(places), name="A")
        group.create_task(work(places), name="B")
        group.create_task(work(places), name="C")
    print("too many" if most > 2 else "never three")


asyncio.run(main())
