import asyncio

from aiorwlock import RWLock


async def main():
    lock = RWLock()
    value = [0, 0]

    async def write(number):
        await asyncio.sleep(0.1)
        async with lock.writer:
            value[0] = number
            await asyncio.sleep(0.1)
            value[1] = number

    async def read():
        await asyncio.sleep(0.2)
        async with lock.reader:
            return value[0] == value[1]

    first, second, _ = await asyncio.gather(read(), read(), write(5))
    print("whole" if first and second else "torn")


asyncio.run(main())
