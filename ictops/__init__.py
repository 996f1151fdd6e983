"""ictops: carry out a multi-academy trust's ICT plan, from the inherited audit to proof and drift."""

__version__ = "0.1.0"
