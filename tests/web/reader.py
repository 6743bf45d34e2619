"""What a reader does with a snippet on a page."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from import_asyncio.guide import pages

ROOT = Path(__file__).parents[2]

PATIENCE = 120_000
UNFOLD = """(root) => {
    for (let fold = root; (fold = fold.closest("details:not([open])")); ) fold.open = true;
    for (const fold of root.querySelectorAll("details.snippet-fold")) fold.open = true;
    for (const menu of root.querySelectorAll(".snippet-menu")) menu.open = true;
}"""


def page_of(name: str) -> str:
    """Return the address, below the site, of the page in its chapter that shows a snippet."""
    own = ROOT / "docs" / name.partition("/")[0]
    embed = next(
        embed
        for page in pages.pages(own)
        for embed in page.embeds
        if embed.kind == "snippet" and embed.name == f"{name}.py"
    )
    page = Path(embed.page).relative_to(ROOT / "docs").with_suffix("")
    return "" if page == Path("index") else f"{page.as_posix().removesuffix('index').strip('/')}/"


class Snippet:
    """One snippet on a page, by its name; where it is folded, it is unfolded."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.root = page.locator(f'.snippet[data-snippet="{name}"]').first
        self.root.evaluate(UNFOLD)

    def button(self, name: str) -> Locator:
        """Return a button by its word."""
        return self.root.get_by_role("button", name=name, exact=True)

    @property
    def status(self) -> Locator:
        """What the snippet says of itself."""
        return self.root.get_by_role("status")

    @property
    def output(self) -> Locator:
        """The output of the reader's run."""
        return self.root.locator(".snippet-result .snippet-output samp")

    @property
    def verdict(self) -> Locator:
        """Why a run did not go on."""
        return self.root.locator(".snippet-result .snippet-stopped")

    @property
    def editor(self) -> Locator:
        """The text in the editor."""
        return self.root.locator(".cm-content")

    def text(self) -> str:
        """Return the program in the editor."""
        return "\n".join(self.root.locator(".cm-line").all_inner_texts()).replace("\n\n", "\n")

    def edit(self) -> None:
        """Open the editor."""
        self.button("Edit").click()
        expect(self.editor).to_be_focused()

    def write(self, program: str) -> None:
        """Replace the program."""
        self.editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(program)

    def run(self, says: str = "Done in") -> None:
        """Press Run and wait until the status says so."""
        self.button("Run").click()
        expect(self.status).to_contain_text(says, timeout=PATIENCE)
