"""The lock of a condition finds a loop of its own accord."""

import asyncio

changed = asyncio.Condition()


async def visit(name):
    try:
        async with changed:
            print(f"{name} is in")
            await asyncio.sleep(0.1)
    except RuntimeError as error:
        print(f"{name}: RuntimeError: ...", str(error).split("> ")[1])


async def main():
    await asyncio.gather(visit("Ada"), visit("Ben"))


asyncio.run(main())
asyncio.run(main())
