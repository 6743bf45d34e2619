import asyncio
import atexit
import os
import sys


async def main():
    try:
        await asyncio.sleep(0.01)
        print("before")
        sys.stdout.flush()
        os._exit(3)
    finally:
        print("not printed")


atexit.register(print, "not printed")
try:
    asyncio.run(main())
finally:
    print("not printed")
