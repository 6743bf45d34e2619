import anyio
from anyio import to_thread


async def main():
    print(await to_thread.run_sync(sum, [1, 2, 3]))


anyio.run(main)
