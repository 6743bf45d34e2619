"""Three dishes share a stove with two burners."""

import asyncio


async def cook(dish, seconds, burners):
    async with burners:
        print(f"{dish} is on a burner")
        await asyncio.sleep(seconds)
    print(f"{dish} is done")


async def main():
    burners = asyncio.Semaphore(2)
    async with asyncio.TaskGroup() as kitchen:
        kitchen.create_task(cook("soup", 0.1, burners))
        kitchen.create_task(cook("rice", 0.2, burners))
        kitchen.create_task(cook("tea", 0.2, burners))


asyncio.run(main())
