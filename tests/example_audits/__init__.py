"""The example trust's audits as data: every school, person, serial, tag and address in them is invented."""
