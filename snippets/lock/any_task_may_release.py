"""A task unlocks a door that another task has locked."""

import asyncio


async def unlock(door):
    door.release()
    print("another task unlocks it")


async def main():
    door = asyncio.Lock()
    await door.acquire()
    print("main locks the door")
    await asyncio.create_task(unlock(door))
    print("locked:", door.locked())


asyncio.run(main())
