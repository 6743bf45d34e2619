import asyncio


async def lost():
    raise ValueError("lost")


async def forgotten():
    pass


def callback():
    raise LookupError("in a callback")


async def later(loop):
    loop.call_soon(callback)
    loop.create_future().set_exception(OSError("nobody asks"))
    forgotten()
    await asyncio.sleep(0.01)


async def main():
    loop = asyncio.get_running_loop()
    await asyncio.gather(lost(), return_exceptions=True)
    print(loop.create_future())
    print(asyncio.create_task(asyncio.sleep(0)))
    await later(loop)
    print(type(loop.call_later(50, callback)).__name__)


asyncio.run(main(), debug=True)
