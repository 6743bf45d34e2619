"""An event is a flag and the futures of the tasks that wait."""

import asyncio


class SmallEvent:
    def __init__(self):
        self._flag = False
        self._waiting = []

    def is_set(self):
        return self._flag

    def set(self):
        if not self._flag:
            self._flag = True
            for future in [f for f in self._waiting if not f.done()]:
                future.set_result(None)

    def clear(self):
        self._flag = False

    async def wait(self):
        if not self._flag:
            future = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            try:
                await future
            finally:
                self._waiting.remove(future)
        return True


async def main():
    doors = SmallEvent()
    asyncio.get_running_loop().call_later(0.1, doors.set)
    print("Ann goes in:", await doors.wait())


asyncio.run(main())
