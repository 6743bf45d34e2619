"""The notified task is cancelled at once, and the notification must not be lost."""

import asyncio

token = False


async def wait(condition):
    global token
    async with condition:
        while not token:
            await condition.wait()
        token = False
    print("takes the token")


async def main():
    global token
    condition = asyncio.Condition()
    first = asyncio.create_task(wait(condition), name="A")
    second = asyncio.create_task(wait(condition), name="B")
    await asyncio.sleep(1)

    async def give():
        global token
        await asyncio.sleep(1)
        async with condition:
            token = True
            condition.notify()

    giver = asyncio.create_task(give(), name="G")
    await asyncio.sleep(1)
    first.cancel()
    await giver
    await asyncio.wait([first])
    if token:
        await second
    print("token taken", not token)


asyncio.run(main())
