"""A lock binds to the loop in which a task first waits for it."""

import asyncio

lock = asyncio.Lock()


async def visit(name):
    try:
        async with lock:
            print(f"{name} is in")
            await asyncio.sleep(0.1)
    except RuntimeError as error:
        print(f"{name}: RuntimeError: ...", str(error).split("> ")[1])


async def main():
    await asyncio.gather(visit("Cleo"), visit("Dan"))


asyncio.run(visit("Ada"))
asyncio.run(visit("Ben"))
asyncio.run(main())
asyncio.run(main())
