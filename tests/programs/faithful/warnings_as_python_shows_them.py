import asyncio
import warnings


async def main():
    open(__file__)  # noqa: SIM115
    warnings.warn("an old way", DeprecationWarning, stacklevel=1)
    warnings.warn("a future way", FutureWarning, stacklevel=1)
    warnings.warn("not yet an old way", PendingDeprecationWarning, stacklevel=1)
    await asyncio.sleep(0.01)
    print("done")


asyncio.run(main())
