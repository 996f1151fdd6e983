# Ready: DNS names the directory, Kerberos gives a ticket, LDAPS answers under the test CA, and SMB takes calls.
export LDAPTLS_CACERT=/var/lib/samba/private/tls/ca.pem
export KRB5CCNAME=MEMORY:ready
answers() {
  host -W 1 -t SRV "_ldap._tcp.$LAB_DOMAIN" 127.0.0.1 > /dev/null \
    && kinit administrator <<< "$LAB_DIRECTORY_PASSWORD" > /dev/null 2>&1 \
    && ldapsearch -x -o nettimeout=2 -H "ldaps://dc1.$LAB_DOMAIN" -b '' -s base defaultNamingContext > /dev/null 2>&1 \
    && : 2> /dev/null < /dev/tcp/127.0.0.1/445
}
for _ in $(seq 240); do answers && exit 0; sleep 0.25; done
echo 'the directory did not answer on DNS, Kerberos, LDAPS and SMB within a minute: see journalctl -u samba-ad-dc' >&2
exit 1
