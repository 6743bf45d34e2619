import asyncio

from aiosignal import Signal


async def main():
    signal = Signal(None)
    heard = []

    async def receiver(word):
        await asyncio.sleep(0.1)
        heard.append(word)

    signal.append(receiver)
    signal.freeze()
    await asyncio.gather(signal.send("one"), signal.send("two"))
    print(*sorted(heard))


asyncio.run(main())
