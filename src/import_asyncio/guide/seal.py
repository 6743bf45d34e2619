"""Seals a built site, whichever engine built it: `python -m import_asyncio.guide.seal FOLDER`.

Our own scripts and style sheets get names that carry their digest, so that no browser mixes two
versions of the site. Every page gets a policy: what runs in it is what was built, and nothing is
asked of anyone else. The service worker gets the list of what it keeps for reading offline; where
the environment says ``OFFLINE=no``, one is published in its place that ends it in every browser.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

SCRIPT = re.compile(
    r"<script(?![^>]*\b(?:src|type=.?application/json)\b)[^>]*>(.*?)</script>", re.S
)
STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.S)
CHARSET = re.compile(r"<meta charset=[^>]*>", re.I)
STUB = "assets/run/run.js"
MANIFEST = "assets/run/manifest.json"
OFFLINE = re.compile(
    r"assets/(?!javascripts/lunr/|pictures/|orders/|run/(?:rest-|manifest)).*\.(?:css|js|png|svg|bin|json)$"
    r"|search/.*\.json$"
)


def seal(site: Path) -> None:
    """Rename what is ours, and put a policy into every page."""
    pages = {path: path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    if any("Content-Security-Policy" in text for text in pages.values()):
        raise SystemExit(f"{site} is sealed already; build it anew")
    manifest = json.loads((site / MANIFEST).read_text("utf-8"))
    names = dict(_renamed_styles(site))
    for path, text in pages.items():
        for old, new in names.items():
            text = text.replace(old, new)
        pages[path] = text.replace(f'{STUB}"', _run_script(manifest["run"]))
    (site / STUB).unlink()
    meta = _meta(policy(pages.values(), manifest["box"]))
    for path, text in pages.items():
        sealed, places = CHARSET.subn(lambda charset: charset[0] + meta, text, count=1)
        if not places:
            raise SystemExit(f"{path} has no <meta charset>, after which its policy belongs")
        path.write_text(sealed, "utf-8")
    _complete_service_worker(site, offline=os.environ.get("OFFLINE") != "no")


def policy(pages: Iterable[str], box: str) -> str:
    """Return the policy of every page: pages are exchanged without a reload, so it is one.

    ``box`` is the digest of the script in the frame in which readers' programs run. That frame
    inherits this policy and adds a stricter one of its own, which lets it reach nothing.
    """
    texts = list(pages)
    scripts = {_digest(script) for text in texts for script in SCRIPT.findall(text)}
    styles = {_digest(style) for text in texts for style in STYLE.findall(text)}
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", f"'{box}'", *sorted(scripts)],
        "style-src": ["'self'", *sorted(styles)],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in rules.items())


def _complete_service_worker(site: Path, *, offline: bool) -> None:
    worker, end = site / "service-worker.js", site / "service-worker-end.js"
    if offline:
        files = {_address(site, path): _sha256(path) for path in _kept_offline(site)}
        version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
        listed = json.dumps({"version": version, "files": files})
        worker.write_text(f"const SITE = {listed};\n{worker.read_text('utf-8')}", "utf-8")
        end.unlink()
    else:
        end.replace(worker)


def _kept_offline(site: Path) -> Iterable[Path]:
    """Name what a reader needs offline: pages, what they load, and Python's everyday part.

    What is folded is kept once it was opened, as all is that has its digest in its name.
    """
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.name == "index.html" or OFFLINE.match(name):
            yield path


def _address(site: Path, path: Path) -> str:
    return path.relative_to(site).as_posix().removesuffix("index.html")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _meta(rules: str) -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{rules}">'


def _run_script(run: dict[str, str]) -> str:
    integrity = base64.b64encode(bytes.fromhex(run["digest"])).decode()
    return f'assets/run/{run["name"]}" integrity="sha256-{integrity}"'


def _renamed_styles(site: Path) -> Iterable[tuple[str, str]]:
    for path in sorted(site.glob("assets/*.css")):
        digest = _sha256(path)[:16]
        renamed = path.rename(path.with_stem(f"{path.stem}-{digest}"))
        yield f'assets/{path.name}"', f'assets/{renamed.name}"'


if __name__ == "__main__":
    seal(Path(sys.argv[1]))
