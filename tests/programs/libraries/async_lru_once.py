import asyncio

from async_lru import alru_cache


async def main():
    asked = []

    @alru_cache(maxsize=8)
    async def answer(question):
        asked.append(question)
        await asyncio.sleep(1)
        return question.upper()

    async def ask():
        await asyncio.sleep(0.1)
        return await answer("why")

    print(*await asyncio.gather(ask(), ask(), ask()), "asked", len(asked))


asyncio.run(main())
