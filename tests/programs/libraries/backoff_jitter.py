import asyncio

import backoff


async def main():
    tried = 0

    @backoff.on_exception(backoff.expo, ConnectionError, max_tries=3, factor=0.01)
    async def unsteady():
        nonlocal tried
        tried += 1
        if tried < 3:
            raise ConnectionError
        return "answer"

    print(await unsteady(), "after", tried)


asyncio.run(main())
