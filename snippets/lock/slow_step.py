"""Debug mode tells of a step that keeps the loop for long."""

import asyncio
import logging
import time


def tell(record):
    print("asyncio:", record.msg)
    return False


async def work():
    time.sleep(0.3)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    loop.slow_callback_duration = 0.2
    log = logging.getLogger("asyncio")
    log.addFilter(tell)
    await asyncio.create_task(work())
    log.removeFilter(tell)


asyncio.run(main())
