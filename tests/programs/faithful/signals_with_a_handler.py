import asyncio
import os
import signal


async def main():
    await asyncio.sleep(0.01)
    signal.raise_signal(signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGTERM)
    print("done")


signal.signal(signal.SIGTERM, lambda number, frame: print("signal", number))
asyncio.run(main())
