"""Without await nobody waits, and Python warns."""

import asyncio
import warnings


async def guest(doors):
    doors.wait()
    print("Ann goes in, doors open:", doors.is_set())


async def main():
    doors = asyncio.Event()
    asyncio.get_running_loop().call_later(0.1, doors.set)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        await guest(doors)
    for warning in caught:
        print("RuntimeWarning:", warning.message)


asyncio.run(main())
