"""Three fragments of the notes are compiled, and Python refuses all."""

import asyncio

LOCK = """\
lock = asyncio.Lock()

async with lock:
"""

SEMAPHORE = """\
sem = asyncio.Semaphore(10)

# ... later
async with sem:
    # work with shared resource
"""

CONDITION = """\
cond = asyncio.Condition()

# ... later
async with cond:
    await cond.wait()
"""


async def main():
    for fragment in LOCK, SEMAPHORE, CONDITION:
        try:
            compile(fragment, "notes", "exec")
        except SyntaxError as error:
            print(f"{type(error).__name__}: {error.msg}")


asyncio.run(main())
