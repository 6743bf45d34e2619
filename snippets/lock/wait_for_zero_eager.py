"""With eager tasks a time limit of zero takes a free lock."""

import asyncio


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    lock = asyncio.Lock()
    await asyncio.wait_for(lock.acquire(), 0)
    print("wait_for: locked:", lock.locked())


asyncio.run(main())

# /// script
# requires-python = ">=3.12"
# ///
