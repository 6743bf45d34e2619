"""A watchman says where each task stands when the work hangs."""

import asyncio


async def transfer(first, second):
    async with first:
        await asyncio.sleep(0.1)
        async with second:
            print("paid")


async def main():
    rent, food = asyncio.Lock(), asyncio.Lock()
    ada = asyncio.create_task(transfer(rent, food), name="Ada")
    ben = asyncio.create_task(transfer(food, rent), name="Ben")
    await asyncio.wait([ada, ben], timeout=1)
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in sorted(others, key=asyncio.Task.get_name):
        place = task.get_stack()[-1]
        print(task.get_name(), "waits at line", place.f_lineno)


asyncio.run(main())
