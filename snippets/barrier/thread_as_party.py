"""A thread takes part by handing its wait() to the loop."""

import asyncio


def cook(table, loop):
    handed_over = asyncio.run_coroutine_threadsafe(table.wait(), loop)
    return handed_over.result()


async def main():
    table = asyncio.Barrier(2)
    loop = asyncio.get_running_loop()
    guest_place, cook_place = await asyncio.gather(
        table.wait(), asyncio.to_thread(cook, table, loop)
    )
    print("the guest has place", guest_place)
    print("the cook in the thread has place", cook_place)


asyncio.run(main())
