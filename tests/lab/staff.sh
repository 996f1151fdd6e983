# What the schools' offices do by hand once the groups are there: staff go into them. No role puts anybody into a group.
made=$(samba-tool group list | grep -E '^(FS-)?[a-z]+-(Staff|SLT)$') || { echo 'there are no groups yet: apply the accounts phase first' >&2; exit 1; }
for group in $made; do samba-tool group addmembers "$group" tstaff1,tstaff3 > /dev/null; done
