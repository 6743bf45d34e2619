"""The block releases the lock once more than it was acquired."""

import asyncio


async def main():
    lock = asyncio.Lock()
    async with lock:
        print("done early")
        lock.release()
    print("locked:", lock.locked())


asyncio.run(main())

# /// script
# [tool.import-asyncio]
# ends = "RuntimeError"
# ///
