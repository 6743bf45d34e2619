"""One eager task starts at once, and the others wait for their turn."""

import asyncio


async def say(word):
    print(word)


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(say("third: a task like any other"))
        group.create_task(say("first: an eager one"), eager_start=True)
        print("second: main goes on")


asyncio.run(main())

# /// script
# requires-python = ">=3.14"
# ///
