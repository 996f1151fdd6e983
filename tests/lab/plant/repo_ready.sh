# Ready: the signed list is served.
answers() { python3 -c 'import urllib.request as u; u.urlopen("http://127.0.0.1/InRelease", timeout=2).read()' 2> /dev/null; }
for _ in $(seq 60); do answers && exit 0; sleep 0.25; done
echo 'the repository did not answer within 15 s: see journalctl -u repository' >&2
exit 1
