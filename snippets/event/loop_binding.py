"""An event belongs to the loop in which a task first had to wait."""

import asyncio

doors = asyncio.Event()


async def main():
    try:
        async with asyncio.timeout(0.1):
            await doors.wait()
        print("Ann goes in")
    except TimeoutError:
        print("Ann has waited in vain")
    except RuntimeError as error:
        print(f"RuntimeError: ... {str(error).split('> ')[-1]}")


asyncio.run(main())
asyncio.run(main())
doors.set()
asyncio.run(main())
