"""Ada takes a lock without giving it back in every case."""

import asyncio


async def use(name: str, lock: asyncio.Lock) -> None:
    await asyncio.sleep(1)
    await lock.acquire()
    await asyncio.sleep(1)
    print(name, "has it")
    lock.release()


async def main() -> None:
    lock = asyncio.Lock()
    await asyncio.gather(use("Ada", lock), use("Ben", lock), return_exceptions=True)
    print("locked", lock.locked())


asyncio.run(main())
