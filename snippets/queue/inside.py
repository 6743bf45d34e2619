"""A queue is a row of items, and a line of futures."""

import asyncio


class SmallQueue:
    def __init__(self):
        self._items, self._line = [], []

    async def put(self, item):
        self._items.append(item)
        self._wake_first()

    async def get(self):
        while not self._items:
            place = asyncio.get_running_loop().create_future()
            self._line.append(place)
            try:
                await place
            except BaseException:
                if self._items and not place.cancelled():
                    self._wake_first()
                raise
        return self._items.pop(0)

    def _wake_first(self):
        self._line = [p for p in self._line if not p.done()]
        if self._line:
            self._line.pop(0).set_result(None)


async def main():
    mail = SmallQueue()
    async with asyncio.TaskGroup() as group:
        ada = group.create_task(mail.get(), name="Ada")
        group.create_task(mail.put("card"), name="Ben")
    print("Ada reads the", ada.result())


asyncio.run(main())
