"""One semaphore serves two event loops until somebody must wait."""

import asyncio

room = asyncio.Semaphore(1)


async def enter(name):
    try:
        async with room:
            print(f"{name} is inside")
            await asyncio.sleep(0.1)
    except RuntimeError as error:
        print(f"{name} fails:", str(error).split("> ")[1])


async def main():
    await asyncio.gather(enter("Ada"), enter("Ben"))


asyncio.run(main())
print("the second loop")
asyncio.run(main())
