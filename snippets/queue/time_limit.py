"""A wait_for() around get() runs out or is cancelled at any turn."""

import asyncio


async def read(mail, letters):
    try:
        letters.append(await asyncio.wait_for(mail.get(), 0.1))
    except TimeoutError:
        print("Ada gives up")


async def disturb(reader):
    await asyncio.sleep(0.3)
    reader.cancel()


async def main():
    mail, letters = asyncio.Queue(), []
    ada = asyncio.create_task(read(mail, letters), name="Ada")
    ben = asyncio.create_task(disturb(ada), name="Ben")
    await asyncio.sleep(0.2)
    await mail.put("letter")
    await asyncio.wait([ada, ben])
    print("lost:", 1 - len(letters) - mail.qsize())


asyncio.run(main())
