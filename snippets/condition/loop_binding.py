"""A condition belongs to the loop in which a task first waited."""

import asyncio

changed = asyncio.Condition()


async def main():
    try:
        async with changed, asyncio.timeout(0.1):
            changed.notify()
            print("has notified")
            await changed.wait()
    except TimeoutError:
        print("has waited in vain")
    except RuntimeError as error:
        print(f"RuntimeError: ... {str(error).split('> ')[-1]}")


asyncio.run(main())
asyncio.run(main())
