"""Ada is woken for the loaf that Ben takes, and waits for the next."""

import asyncio


async def buy(name, delay, changed, shelf):
    await asyncio.sleep(delay)
    async with changed:
        while not shelf:
            print(f"{name} waits")
            await changed.wait()
        print(f"{name} takes {shelf.pop()}")


async def bake(changed, shelf):
    for loaf in ("rye", "oat"):
        await asyncio.sleep(0.2)
        async with changed:
            await asyncio.sleep(0.2)
            shelf.append(loaf)
            changed.notify()


async def main():
    changed, shelf = asyncio.Condition(), []
    await asyncio.gather(
        buy("Ada", 0.1, changed, shelf),
        buy("Ben", 0.3, changed, shelf),
        bake(changed, shelf),
    )
    print("sold out")


asyncio.run(main())
