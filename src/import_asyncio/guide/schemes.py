"""The style sheet that a picture carries in a file of its own: the colours of one scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from import_asyncio.draw.styles import style_sheet

SCHEMES = ("light", "dark")
NAMES = {"light": "default", "dark": "slate"}
# What the theme itself says, which is in no style sheet of ours.
OF_THE_THEME = {
    "light": {"--md-default-fg-color": "rgb(0 0 0 / 87%)", "--md-default-bg-color": "#fff"},
    "dark": {
        "--md-default-fg-color": "hsl(var(--md-hue) 15% 90% / 82%)",
        "--md-default-bg-color": "hsl(var(--md-hue) 15% 14%)",
    },
}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
VARIABLE = re.compile(r"var\((--[\w-]+)(?:, *([^()]*(?:\([^()]*\)[^()]*)*))?\)")


def sheet(scheme: str, svg: str, style: str) -> str:
    """Return the rules that a picture needs, with its colours as they are in a scheme.

    ``style`` is the guide's own style sheet, which has colours of both schemes.
    """
    return _resolved("stage-timeline" if "stage-timeline" in svg else "orders", scheme, style)


@cache
def _resolved(kind: str, scheme: str, style: str) -> str:
    values = {
        **OF_THE_THEME[scheme],
        **_values(style, scheme),
        **_values(style_sheet(), scheme),
    }
    rules = "".join(_of(kind, style_sheet()))
    while VARIABLE.search(rules):
        rules = VARIABLE.sub(lambda found: values.get(found[1], found[2] or "unset"), rules)
    return rules


def _values(css: str, scheme: str) -> dict[str, str]:
    """Return the variables that a style sheet sets for a scheme."""
    found: dict[str, str] = {}
    for selector, body in _rules(css):
        if f'[data-md-color-scheme="{NAMES[scheme]}"]' in selector.split(",\n"):
            declared = (line.partition(":") for line in body.split(";") if ":" in line)
            found |= {name.strip(): value.strip() for name, _, value in declared}
    return found


def _of(kind: str, css: str) -> Iterator[str]:
    """Yield the rules of a kind of picture, for what is in its SVG."""
    shapes = "stage" if kind == "stage-timeline" else "(?:stage|orders)"
    outside = r"(?!\.stage-(?:picture|sheet|names|legend)\b)"
    inside = re.compile(rf":where\(\.{kind}\) text|{outside}(?:text)?(?:\.{shapes}-[\w-]+)+")
    for selector, body in _rules(css):
        own = [part.strip() for part in selector.split(",")]
        own = [part for part in own if inside.fullmatch(part)]
        if own:
            yield f"{','.join(own)}{{{' '.join(body.split())}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    plain = MEDIA.sub("", COMMENT.sub("", css))
    return ((selector.strip(), body) for selector, body in RULE.findall(plain))
