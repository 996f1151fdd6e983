#!/bin/bash
# Whether the newest pages that this server sent are PDF, the one from FollowMe without any ink but black, the other with colour.
server=$1
fail() { echo "$*" >&2; exit 1; }
ink() {
  page=$(find /var/lib/fakeprinter/follow-me -name "*-$1_$server.pdf" -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2-)
  [ -n "$page" ] || return
  gs -q -o - -sDEVICE=inkcov "$page" | awk '{ ink += $1 + $2 + $3 } END { print (ink > 0 ? "colour" : "grey") }'
}
for asked in grey colour; do
  [ "$(ink "$asked")" = "$asked" ] || fail "$server: the page that should be in $asked is: $(ink "$asked") ($(ls /var/lib/fakeprinter/follow-me))"
done
