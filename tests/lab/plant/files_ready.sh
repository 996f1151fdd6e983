# Ready: the trust with the directory holds, its accounts resolve, and smbd answers.
answers() {
  wbinfo -t > /dev/null 2>&1 && id "$LAB_WORKGROUP\\teacher" > /dev/null 2>&1 && smbcontrol smbd ping > /dev/null 2>&1
}
for _ in $(seq 120); do answers && exit 0; sleep 0.25; done
echo 'the file server did not know the directory or serve its shares within 30 s: see journalctl -u winbind -u smbd' >&2
exit 1
