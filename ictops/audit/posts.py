"""What a job title says of a person's post. The first pattern that is in the title decides, so the narrower stand first: in
doubt the post with fewer rights (a deputy head of year is a teacher, a headteacher's PA works in the office)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ictops.estate import Post, Untrusted

POSTS: tuple[tuple[Post, tuple[str, ...]], ...] = (
    (
        Post.OFFICE,
        (
            "office", "administrator", "admin", "receptionist", "secretary", "personal assistant", "pa", "exams officer",
            "data manager", "finance", "bursar", "business manager", "hr", "attendance officer", "clerk",
        ),
    ),
    (Post.SLT, ("head of school", "executive head")),
    (Post.TEACHER, ("head of",)),
    (
        Post.SLT,
        (
            "headteacher", "head teacher", "headmaster", "headmistress", "deputy head", "assistant head", "executive principal",
            "vice principal", "deputy principal", "assistant principal", "chief executive",
        ),
    ),
    (Post.IT, ("ict technician", "it technician", "network manager", "ict manager", "it manager", "ict support", "it support")),
    (
        Post.SUPPORT,
        (
            "teaching assistant", "support", "site", "caretaker", "premises", "technician", "librarian", "cover supervisor",
            "lunchtime", "midday", "cleaner", "cook", "kitchen", "mentor", "nurse", "counsellor", "invigilator",
        ),
    ),
    (Post.TEACHER, ("teacher", "lecturer", "tutor", "senco", "subject leader", "instructor")),
)  # fmt: skip
"""Used where trust.yml says nothing of a post (`staff_posts`)."""


def post_of(job: Untrusted | None, said: Mapping[Post, tuple[str, ...]] | None = None) -> Post:
    """The post of a job title: what the trust says (`said`, in its own order) first, then what is usual, else `other`."""
    title = f" {' '.join(re.findall(r'[^\W_]+', job.text.casefold()))} " if job else ""
    for post, patterns in (*(said or {}).items(), *POSTS):
        if any(f" {' '.join(re.findall(r'[^\W_]+', pattern.casefold()))} " in title for pattern in patterns):
            return post
    return Post.OTHER
