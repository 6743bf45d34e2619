"""Two deposits reach one account, in every order of their answers."""

import asyncio

import pytest


class Account:
    def __init__(self):
        self.balance = 0

    async def deposit(self, amount):
        balance = self.balance
        await asyncio.sleep(0.1)  # the bank's answer
        self.balance = balance + amount


async def customer(name, account, amount):
    await asyncio.sleep(0.1)
    print(f"{name} pays in {amount}")
    await account.deposit(amount)


@pytest.mark.every_order
async def test_both_deposits_count():
    account = Account()
    async with asyncio.TaskGroup() as group:
        group.create_task(customer("Ada", account, 30))
        group.create_task(customer("Ben", account, 50))
    balance = account.balance
    assert balance == 80


# /// script
# [tool.import-asyncio]
# needs = ["pytest"]
# ///
