"""Small programs, generated: a few tasks that share a few primitives."""

from __future__ import annotations

from hypothesis import strategies as st

HEADER = """
import asyncio

tasks = []
seen = []


def note(word):
    seen.append(word)


async def main():
    lock = asyncio.Lock()
    semaphore = asyncio.Semaphore(1)
    event = asyncio.Event()
    condition = asyncio.Condition()
    queue = asyncio.Queue(1)
    loop = asyncio.get_running_loop()

    async def cancel(number):
        if number < len(tasks):
            tasks[number].cancel()

    async def ask(word):
        await asyncio.sleep(1)
        note(word)

    async def notify():
        async with condition:
            condition.notify()

    async def wait():
        async with condition:
            await condition.wait()

"""
ONE = [
    "await asyncio.sleep(1)",
    "await asyncio.sleep(1)",
    "await asyncio.sleep(1)",
    "await asyncio.sleep(0)",
    "event.set()",
    "event.clear()",
    "await event.wait()",
    "await queue.put(1)",
    "await queue.get()",
    "await notify()",
    "await wait()",
    "await cancel(0)",
    "await cancel(1)",
    "loop.call_later(1, note, 'late')",
    "loop.call_later(2, event.set)",
    "loop.call_later(0, note, 'due')",
    "print(len(seen))",
    "seen.append(NAME)",
    "print(*seen)",
    "raise KeyError(1)",
    "await asyncio.gather(asyncio.sleep(1), asyncio.sleep(1))",
    "await asyncio.gather(ask('x'), ask('y'), ask('z'))",
    "await asyncio.wait([asyncio.ensure_future(asyncio.sleep(1))], timeout=2)",
    "await asyncio.wait_for(event.wait(), 1)",
    "await asyncio.shield(asyncio.sleep(1))",
]
AROUND = [
    "async with lock:",
    "async with semaphore:",
    "async with asyncio.timeout(1):",
    "async with asyncio.timeout(2):",
    "try: # finally print('left')",
    "try: # except asyncio.CancelledError: print('struck')",
    "try: # except TimeoutError: print('late')",
]
GATHERING = [
    "await asyncio.gather(*tasks)",
    "await asyncio.gather(*tasks, return_exceptions=True)",
    "await asyncio.wait(tasks)",
    "await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)",
]


def _body(lines: list[tuple[str, list[str]]], name: str) -> list[str]:
    body = []
    for around, inside in lines:
        inside = [line.replace("NAME", repr(name)) for line in inside]
        if around.startswith("try"):
            head, _, tail = around.partition(": # ")
            body.append(f"{head}:")
            body += [f"    {line}" for line in inside]
            kind, _, rest = tail.partition(" print")
            body += [f"{kind.rstrip(':')}:", f"    print{rest}"]
        elif around:
            body.append(around)
            body += [f"    {line}" for line in inside]
        else:
            body += inside
    return [*body, "print('done')"]


blocks = st.tuples(
    st.sampled_from(["", *AROUND]), st.lists(st.sampled_from(ONE), min_size=1, max_size=2)
)


@st.composite
def programs(draw: st.DrawFn, tasks: int = 3) -> str:
    """Draw the source of a program with two to ``tasks`` tasks."""
    bodies = draw(st.lists(st.lists(blocks, min_size=1, max_size=2), min_size=2, max_size=tasks))
    source = HEADER
    group = draw(st.booleans())
    for name, lines in zip("ABC", bodies, strict=False):
        source += f"    async def {name}():\n"
        source += "".join(f"        {line}\n" for line in _body(lines, name))
        source += "\n"
    names = "ABC"[: len(bodies)]
    if group:
        source += "    async with asyncio.TaskGroup() as group:\n"
        source += "".join(
            f"        tasks.append(group.create_task({name}(), name='{name}'))\n" for name in names
        )
    else:
        source += "".join(
            f"    tasks.append(asyncio.create_task({name}(), name='{name}'))\n" for name in names
        )
        source += f"    {draw(st.sampled_from(GATHERING))}\n"
    source += "    print(*seen)\n\n\nasyncio.run(main())\n"
    return source
