"""A call may come each second, as the clock says: it has to move, or the loop never ends."""

import asyncio


async def main() -> None:
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in range(3):
        while (wait := start + number - loop.time()) > 0:
            woken = asyncio.Event()
            loop.call_later(wait, woken.set)
            await woken.wait()
        print("call", number)


asyncio.run(main())
