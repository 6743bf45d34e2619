"""Ada is called away while she waits, and leaves."""

import asyncio


async def wait(name):
    print(f"{name} waits")
    await asyncio.sleep(1)


async def main():
    ada = asyncio.create_task(wait("Ada"))
    await asyncio.sleep(0.1)
    ada.cancel()
    await asyncio.wait([ada])
    print("called away:", ada.cancelled())


asyncio.run(main())
