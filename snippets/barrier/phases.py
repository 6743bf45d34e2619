"""Ann and Ben begin each course together, and come back at once."""

import asyncio


async def eat(name, start, done, courses):
    await asyncio.sleep(start)
    for course in 1, 2, 3:
        courses.append(course)
        print(f"{name} eats course {course}")
        await done.wait()


async def main():
    done, courses = asyncio.Barrier(2), []
    async with asyncio.TaskGroup() as group:
        group.create_task(eat("Ann", 0.1, done, courses))
        group.create_task(eat("Ben", 0.2, done, courses))
    print("in step" if courses == [1, 1, 2, 2, 3, 3] else "out of step")


asyncio.run(main())
