"""A task that nobody holds is lost where the program collects garbage, its failure at once."""

import asyncio
import gc


def tell(loop, context):
    print("asyncio:", context["message"])


async def listen():
    await asyncio.Event().wait()


async def fail():
    raise ValueError("lost")


def factory(loop, coro, **options):
    return asyncio.Task(coro, loop=loop, **options)


async def main(make):
    asyncio.get_running_loop().set_exception_handler(tell)
    asyncio.get_running_loop().set_task_factory(make)
    asyncio.create_task(listen())
    asyncio.create_task(fail())
    await asyncio.sleep(0.1)
    print("before")
    gc.collect()
    print("after", len(asyncio.all_tasks()))
    asyncio.create_task(asyncio.sleep(1, "held by its timer"))
    await asyncio.sleep(0.1)
    gc.collect()
    print("end", len(asyncio.all_tasks()), gc.isenabled())


asyncio.run(main(None))
asyncio.run(main(factory))
