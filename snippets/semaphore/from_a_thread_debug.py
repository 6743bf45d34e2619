"""In debug mode a release in a thread strands the guest it was for."""

import asyncio


async def guest(name, door):
    await door.acquire()
    print(f"{name} is inside")


async def main():
    asyncio.get_running_loop().set_debug(True)
    door = asyncio.Semaphore(0)
    async with asyncio.TaskGroup() as group:
        group.create_task(guest("Ada", door), name="Ada")
        await asyncio.sleep(0.1)
        try:
            await asyncio.to_thread(door.release)
        except RuntimeError as error:
            print("RuntimeError:", error)
        print("door locked:", door.locked())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "deadlock"
# ///
