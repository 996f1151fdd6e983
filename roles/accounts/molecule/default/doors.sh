# shellcheck shell=bash
# Two more doors to the directory, 6361 and 6362, with certificates of an authority of their own; that of 6362 has expired. $1: the domain.
set -euo pipefail
install -d -m 700 /root/doors && cd /root/doors
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.new -days 30 -subj '/CN=Another authority' \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign 2> /dev/null
over=(-days -1) # newer ones take no such number, and the days themselves instead
[[ $(openssl x509 -help 2>&1) != *-not_after* ]] || over=(-not_before 20200101000000Z -not_after 20200201000000Z)
for port in 6361 6362; do
  lasts=(-days 30)
  [ "$port" = 6361 ] || lasts=("${over[@]}")
  openssl req -newkey rsa:2048 -nodes -keyout "$port.key" -out "$port.csr" -subj "/CN=dc1.$1" 2> /dev/null
  openssl x509 -req -in "$port.csr" -CA ca.new -CAkey ca.key -CAcreateserial "${lasts[@]}" -out "$port.pem" 2> /dev/null \
    -extfile <(printf 'subjectAltName=DNS:dc1.%s\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n' "$1")
done
cat > doors.py << 'PYTHON'
import socket, ssl, threading

def pass_on(one, other):
    try:
        while said := one.recv(65536):
            other.sendall(said)
    except OSError:
        pass
    for end in (one, other):
        end.close()

def keep(port):
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(f"{port}.pem", f"{port}.key")
    theirs = ssl._create_unverified_context()
    for_all = socket.create_server(("", port))
    while True:
        caller, _ = for_all.accept()
        try:
            caller = ours.wrap_socket(caller, server_side=True)
        except OSError:
            continue
        directory = theirs.wrap_socket(socket.create_connection(("127.0.0.1", 636)))
        for pair in ((caller, directory), (directory, caller)):
            threading.Thread(target=pass_on, args=pair, daemon=True).start()

threading.Thread(target=keep, args=(6361,), daemon=True).start()
keep(6362)
PYTHON
systemd-run --quiet --collect --unit=doors --property=RuntimeMaxSec=900 --working-directory=/root/doors python3 doors.py
for port in 6361 6362; do until { : < "/dev/tcp/127.0.0.1/$port"; } 2> /dev/null; do sleep 0.1; done; done
mv ca.new ca.pem
