"""Ada borrows the umbrella and Ben, who never had it, returns it."""

import asyncio


async def ada(umbrella):
    await umbrella.acquire()
    print("Ada takes the umbrella")


async def ben(umbrella):
    await asyncio.sleep(0.1)
    umbrella.release()
    print("Ben returns it")


async def main():
    umbrella = asyncio.Semaphore(1)
    await asyncio.gather(ada(umbrella), ben(umbrella))
    print("lent out:", umbrella.locked())


asyncio.run(main())
