"""Ben waits for the door that Ada has locked, and then goes in."""

import asyncio


async def visit(name, door, guests):
    async with door:
        guests.append(name)
        print(f"{name} is in")
        await asyncio.sleep(0.1)
        guests.remove(name)


async def main():
    door, guests = asyncio.Lock(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(visit("Ada", door, guests))
        group.create_task(visit("Ben", door, guests))


asyncio.run(main())
