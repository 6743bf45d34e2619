"""Each party gets its place in the order of arrival."""

import asyncio


async def walk(name, hours, hut, came, places):
    await asyncio.sleep(hours)
    came.append(name)
    async with hut as place:
        places[place] = name


async def main():
    hut, came, places = asyncio.Barrier(3), [], {}
    async with asyncio.TaskGroup() as group:
        group.create_task(walk("Ann", 0.3, hut, came, places))
        group.create_task(walk("Ben", 0.1, hut, came, places))
        group.create_task(walk("Cid", 0.2, hut, came, places))
    ranked = [places[number] for number in range(3)]
    print("came:  ", *came)
    print("places:", *ranked)
    print("in order" if came == ranked else "out of order")


asyncio.run(main())
