import asyncio


async def main():
    loop = asyncio.get_running_loop()
    done = False

    def set_it():
        nonlocal done
        done = True

    loop.call_later(0.01, set_it)
    while not done:
        await asyncio.sleep(0)
    print("the timer struck")
    end = loop.time() + 0.01
    while loop.time() < end:
        await asyncio.sleep(0)
    print("the time is up")
    async with asyncio.timeout(5):
        for _ in range(1000):
            await asyncio.sleep(0)
    print("a thousand turns are no five seconds")


asyncio.run(main())
