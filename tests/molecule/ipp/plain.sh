#!/bin/bash
# A queue as CUPS makes one of a printer that needs no driver, and nothing else: what the follow-me queue is held against.
set -eu
lpadmin -p Plain -E -v ipp://localhost:8631/ipp/print -m everywhere
for _ in $(seq 80); do [ -s /etc/cups/ppd/Plain.ppd ] && exit 0; sleep 0.25; done
echo 'CUPS made no description for the queue Plain' >&2
exit 1
