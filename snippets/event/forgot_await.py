"""Without await nobody waits, and Python warns."""

import asyncio
import warnings


async def guest(doors):
    doors.wait()
    print("Ann goes in, doors open:", doors.is_set())


async def main():
    doors = asyncio.Event()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        await guest(doors)
    print("RuntimeWarning:", caught[0].message)


asyncio.run(main())
