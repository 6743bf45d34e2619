"""A barrier belongs to the loop in which a task first had to wait."""

import asyncio

hut = asyncio.Barrier(2)


async def main():
    try:
        async with asyncio.timeout(0.1):
            await hut.wait()
    except TimeoutError:
        print("nobody else came")
    except RuntimeError as error:
        print(f"RuntimeError: ... {str(error).split('> ')[-1]}")


asyncio.run(main())
asyncio.run(main())
