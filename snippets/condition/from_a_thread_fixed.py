"""A thread asks the loop to put the bread on the shelf."""

import asyncio
import threading
import time


async def put(changed, shelf):
    async with changed:
        shelf.append("rye")
        changed.notify()


def work(changed, shelf, loop):
    time.sleep(0.1)
    print("thread: asks the loop")
    asyncio.run_coroutine_threadsafe(put(changed, shelf), loop)
    time.sleep(0.3)
    print("thread: ends")


async def main():
    changed, shelf = asyncio.Condition(), []
    loop = asyncio.get_running_loop()
    args = (changed, shelf, loop)
    threading.Thread(target=work, args=args).start()
    async with changed:
        await changed.wait_for(lambda: shelf)
        print("task: takes", shelf.pop())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# needs = ["threads"]
# ///
