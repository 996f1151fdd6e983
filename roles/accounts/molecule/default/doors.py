"""Knocks at the directory's doors with the code that makes the role's changes; ends badly where one opens that must not."""

import sys

sys.path.insert(0, "/root/doors")
import accounts_ldap

domain, password = sys.argv[1], "Aa1-only-in-this-Scenario"
LAB, OTHER = "/var/lib/samba/private/tls/ca.pem", "/root/doors/ca.pem"
DOORS = {
    "the right one": (f"ldaps://dc1.{domain}", LAB, ""),
    "another one, of an authority that is known": (f"ldaps://dc1.{domain}:6361", OTHER, ""),
    "of an authority that is not known": (f"ldaps://dc1.{domain}", OTHER, "Can't contact LDAP server"),
    "under another name": (f"ldaps://{domain}", LAB, "Can't contact LDAP server"),
    "with a certificate that has expired": (f"ldaps://dc1.{domain}:6362", OTHER, "Can't contact LDAP server"),
    "without TLS": (f"ldap://dc1.{domain}", LAB, "over LDAPS only"),
}


def knocked(uri, authority):
    """What the door said: nothing where it opened."""
    options = {"server_uri": uri, "bind_dn": f"administrator@{domain}", "bind_pw": password, "ca_path": authority}
    try:
        accounts_ldap.connected(options).unbind_s()
    except accounts_ldap.Refused as refused:
        return str(refused)
    return ""


told = {name: (knocked(uri, authority), wanted) for name, (uri, authority, wanted) in DOORS.items()}
wrong = {name: said for name, (said, wanted) in told.items() if (wanted not in said if wanted else said)}
sys.exit(f"{wrong}" if wrong else 0)
