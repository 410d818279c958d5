"""Writes tests/inbox/mail: made-up messages after what mail systems send, and what they should be read as.

Run from the project's root: ``python tools/make_mail_corpus.py``. What is expected follows from how a
message is made, never from what lettergen makes of it.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from mailcorpus import autoreplies, bounces, dangers, others, replies, structures

FOLDER = Path("tests/inbox/mail")


def main() -> None:
    """Write every message as NAME.eml with NAME.json beside it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in [*FOLDER.glob("*.eml"), *FOLDER.glob("*.json")]:
        old.unlink()
    count = 0
    kinds = (bounces, autoreplies, replies, dangers, others, structures)
    for made in (one for kind in kinds for one in kind.messages()):
        (FOLDER / f"{made.name}.eml").write_bytes(made.raw)
        expected = json.dumps(made.expected, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        (FOLDER / f"{made.name}.json").write_text(expected, encoding="utf-8", newline="\n")
        count += 1
    print(f"{count} messages in {FOLDER}")


if __name__ == "__main__":
    main()
