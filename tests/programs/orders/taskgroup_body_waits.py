"""The body of a task group waits too: a child may be done before or after the group closes."""

import asyncio


async def ask(word: str) -> None:
    await asyncio.sleep(1)
    print(word)


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(ask("a"))
        group.create_task(ask("b"))
        await asyncio.sleep(1)
        print("body")
    print("end")


asyncio.run(main())
