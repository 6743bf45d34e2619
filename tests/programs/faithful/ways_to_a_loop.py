import asyncio
import sys


async def main(way):
    loop = asyncio.get_running_loop()
    start = loop.time()
    await asyncio.sleep(0.01)
    took = loop.time() - start
    print(way, 0.005 < took < 1, isinstance(loop, asyncio.SelectorEventLoop))


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        print("the policy makes a loop")
        return super().new_event_loop()


asyncio.run(main("run"))

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
assert asyncio.get_event_loop() is loop
loop.run_until_complete(main("get_event_loop"))
print(loop)
loop.close()

with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
    runner.run(main("loop_factory"))

loop = asyncio.SelectorEventLoop()
loop.run_until_complete(main("SelectorEventLoop"))
loop.close()

loop = asyncio.get_event_loop_policy().new_event_loop()
loop.run_until_complete(main("new_event_loop of the policy"))
loop.close()

asyncio.set_event_loop_policy(Policy())
asyncio.run(main("a policy of one's own"))

if sys.version_info >= (3, 12):
    asyncio.run(main("run with a loop_factory"), loop_factory=asyncio.new_event_loop)
if sys.version_info >= (3, 13):
    asyncio.run(main("EventLoop"), loop_factory=asyncio.EventLoop)
