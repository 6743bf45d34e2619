"""The colours and rules of a timeline."""

from __future__ import annotations

from pathlib import Path

STANDALONE = """
.stage-timeline {
  --stage-ink: #1f2328; --stage-quiet: #5b636d; --stage-faint: #d4d8dd; --stage-paper: #ffffff;
  --stage-step: #1c6076; --stage-wait: #9a6200; --stage-error: #b3261e;
}
@media (prefers-color-scheme: dark) {
  .stage-timeline {
    --stage-ink: #e2e4e9; --stage-quiet: #a3a9b4; --stage-faint: #454a56; --stage-paper: #1e2129;
    --stage-step: #7cc4da; --stage-wait: #f0b257; --stage-error: #ff8a80;
  }
}
"""


def rules() -> str:
    """Return the CSS rules of a timeline; the colours are the custom properties ``--stage-…``."""
    return Path(__file__).with_name("timeline.css").read_text("utf-8")
