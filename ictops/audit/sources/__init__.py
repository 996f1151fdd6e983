"""The kinds of source an audit may come in: one small reader each, gathered in `known.py`, chosen in `choosing.py`."""
