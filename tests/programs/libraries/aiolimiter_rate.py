import asyncio

from aiolimiter import AsyncLimiter


async def main():
    limiter = AsyncLimiter(2, 1)
    passed = 0

    async def ask():
        nonlocal passed
        async with limiter:
            passed += 1

    await asyncio.gather(*[ask() for _ in range(4)])
    print("passed", passed)


asyncio.run(main())
