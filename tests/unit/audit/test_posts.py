"""A job title gives a post; in doubt the one with fewer rights."""

from __future__ import annotations

import pytest

from ictops.audit import post_of
from ictops.estate import Post, Untrusted


@pytest.mark.parametrize(
    ("job", "post"),
    [
        ("Teacher of Physics", Post.TEACHER),
        ("Head of Science", Post.TEACHER),
        ("Deputy Head of Year 9", Post.TEACHER),
        ("DEPUTY HEAD", Post.SLT),
        ("Head of School", Post.SLT),
        ("Headteacher's PA", Post.OFFICE),
        ("Assistant Headteacher (Inclusion)", Post.SLT),
        ("Teaching Assistant - Level 3", Post.SUPPORT),
        ("Science Technician", Post.SUPPORT),
        ("ICT technician", Post.IT),
        ("Office manager", Post.OFFICE),
        ("Governor", Post.OTHER),
        ("", Post.OTHER),
        ("Seat teachers", Post.OTHER),
    ],
)
def test_a_job_title_gives_a_post(job: str, post: Post) -> None:
    assert post_of(Untrusted(job)) is post


def test_a_list_that_says_nothing_of_the_job_gives_no_rights() -> None:
    assert post_of(None) is Post.OTHER


def test_what_the_trust_says_comes_first() -> None:
    said = {Post.SLT: ("principal",), Post.IT: ("teacher of computing",)}

    assert post_of(Untrusted("Principal"), said) is Post.SLT
    assert post_of(Untrusted("Teacher of Computing"), said) is Post.IT
