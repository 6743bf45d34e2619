"""Three hikers arrive one by one and set off when all are there."""

import asyncio


async def hike(name, seconds, meeting_point):
    await asyncio.sleep(seconds)
    print(f"{name} is there")
    await meeting_point.wait()
    print(f"{name} sets off")


async def main():
    meeting_point = asyncio.Barrier(3)
    async with asyncio.TaskGroup() as group:
        group.create_task(hike("Ada", 0.1, meeting_point))
        group.create_task(hike("Ben", 0.2, meeting_point))
        group.create_task(hike("Cleo", 0.3, meeting_point))


asyncio.run(main())
