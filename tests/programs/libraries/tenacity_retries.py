import asyncio

from tenacity import AsyncRetrying, stop_after_attempt, wait_fixed


async def main():
    tried = 0

    async def other():
        await asyncio.sleep(0.1)

    async def unsteady():
        nonlocal tried
        tried += 1
        if tried < 3:
            raise ConnectionError
        return "answer"

    retrying = AsyncRetrying(stop=stop_after_attempt(3), wait=wait_fixed(1))
    answer, _ = await asyncio.gather(retrying(unsteady), other())
    print(answer, "after", tried)


asyncio.run(main())
