"""An answer arrives in the last turn of main, before asyncio cancels the tasks that are left."""

import asyncio


async def ask() -> None:
    await asyncio.sleep(1)


async def insist() -> None:
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("struck")
    await asyncio.Event().wait()


async def main() -> None:
    tasks = [asyncio.create_task(ask()), asyncio.create_task(insist())]
    await asyncio.sleep(1)
    tasks.clear()


asyncio.run(main())
