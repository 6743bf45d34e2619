"""Two tasks ask a server, and Ben's answer comes first."""

import asyncio


async def ask(name, seconds):
    print(f"{name} asks")
    await asyncio.sleep(seconds)
    print(f"{name} has an answer")


async def main():
    await asyncio.gather(ask("Ada", 0.2), ask("Ben", 0.1))


asyncio.run(main())
