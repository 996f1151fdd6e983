# The trust's directory as inherited: flat, with generic accounts, short passwords and no lock-out. LDAPS is sound.
private=/var/lib/samba/private
realm=${LAB_REALM,,}
rm -f /etc/samba/smb.conf
samba-tool domain provision --server-role=dc --use-rfc2307 --dns-backend=SAMBA_INTERNAL --realm="$LAB_REALM" \
  --domain="$LAB_WORKGROUP" --adminpass="$LAB_DIRECTORY_PASSWORD" --host-name=dc1 --host-ip="$LAB_ADDRESS" \
  --option='bind interfaces only = no' > /var/log/provision.log 2>&1 || { tail -n 3 /var/log/provision.log >&2; exit 1; }
cp $private/krb5.conf /etc/krb5.conf

# The accounts go in while the directory is closed: quicker, and the weak passwords need the weak policy first.
samba-tool domain passwordsettings set --quiet --complexity=off --min-pwd-length=4 --account-lockout-threshold=0
ldbadd -H $private/sam.ldb <<< "$LAB_PEOPLE" > /dev/null

# A test CA and a certificate that names the host in its SAN (Samba's own has none). The CA's key is not kept.
cd "$(mktemp -d)"
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 365 -subj '/CN=Brackenfold lab CA' \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign 2> /dev/null
openssl req -newkey rsa:2048 -nodes -keyout dc1.key -out dc1.csr -subj "/CN=dc1.$realm" 2> /dev/null
openssl x509 -req -in dc1.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 300 -out dc1.pem 2> /dev/null -extfile <(
  printf 'subjectAltName=DNS:dc1.%s,IP:%s\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n' "$realm" "$LAB_ADDRESS")
install -d -m 700 $private/tls
install -m 600 dc1.key $private/tls/dc1.key
install -m 644 ca.pem dc1.pem $private/tls/
cd / && rm -r "$OLDPWD"

# The key each school's office opens its new accounts' first passwords with. In a school it never lies on the directory's host.
for school in $LAB_SCHOOLS; do
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "/root/handover-$school.key" -out "/root/handover-$school.pem" -days 365 \
    -subj "/CN=Handover of $school (lab)" 2> /dev/null
done
sed -i '/^\[global\]/a\
	tls enabled = yes\
	tls certfile = tls/dc1.pem\
	tls keyfile = tls/dc1.key\
	tls cafile = tls/ca.pem' /etc/samba/smb.conf

systemctl unmask -q samba-ad-dc
systemctl enable -q --now samba-ad-dc
