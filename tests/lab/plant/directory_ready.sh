# Ready: DNS names the directory, Kerberos gives a ticket, and LDAPS answers under the test CA.
export LDAPTLS_CACERT=/var/lib/samba/private/tls/ca.pem
answers() {
  host -W 1 -t SRV "_ldap._tcp.$LAB_DOMAIN" 127.0.0.1 > /dev/null \
    && ldapsearch -x -o nettimeout=2 -H "ldaps://dc1.$LAB_DOMAIN" -b '' -s base defaultNamingContext > /dev/null 2>&1 \
    && smbclient -N -L localhost > /dev/null 2>&1
}
for _ in $(seq 120); do answers && exit 0; sleep 0.25; done
echo 'the directory did not answer on DNS, LDAPS and SMB within 30 s: see journalctl -u samba-ad-dc' >&2
exit 1
