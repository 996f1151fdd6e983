# Who was there before any staff list goes into the role groups, as the schools' offices would do by hand.
made=$(samba-tool group list | grep -E '^[a-z]+-(Staff|SLT|Office|Science)$') || { echo 'there are no groups yet: apply the accounts phase first' >&2; exit 1; }
for group in $made; do samba-tool group addmembers "$group" tstaff1,tstaff3 > /dev/null; done
