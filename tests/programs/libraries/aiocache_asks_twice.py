import asyncio

from aiocache import Cache, cached


async def main():
    asked = []

    @cached(cache=Cache.MEMORY)
    async def answer(question):
        asked.append(question)
        await asyncio.sleep(0.1)
        return question.upper()

    print(*await asyncio.gather(answer("why"), answer("why")), "asked", len(asked))


asyncio.run(main())
