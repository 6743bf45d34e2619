"""anyio 4.16.0 loses an item sent in the turn in which a timeout strikes its receiver.

Plain Python does it too: with a stall of 40 ms, made by `call_later(.001, time.sleep, .04)`,
a timeout of 20 ms and a send after 10 ms may fall into one turn: it printed "lost" three times in
nine.
"""

import asyncio

import anyio


async def main():
    send, receive = anyio.create_memory_object_stream(10)
    got = []

    async def receiver():
        try:
            async with asyncio.timeout(1):
                got.append(await receive.receive())
        except TimeoutError:
            pass

    task = asyncio.create_task(receiver())
    await asyncio.sleep(0.01)
    send.send_nowait("item")
    await task
    kept = receive.statistics().current_buffer_used
    print("received" if got else "kept" if kept else "lost")


asyncio.run(main())
