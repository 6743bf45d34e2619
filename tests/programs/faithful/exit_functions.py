import asyncio
import atexit


class Closing:
    def close(self, *words):
        print("closing", *words)


@atexit.register
def last():
    print("registered first, called last")


def never():
    print("never")


async def main():
    await asyncio.sleep(0.01)
    print("end of main")


atexit.register(print, "bye", end="!\n")
atexit.register(Closing().close, 1, 2)
atexit.register(never)
atexit.unregister(never)
asyncio.run(main())
