[ -e /etc/cups/ppd/FollowMe.ppd ] || { echo 'there is no queue FollowMe to drift: apply the print phase first' >&2; exit 1; }
lpadmin -p FollowMe -o sides-default=one-sided -o Duplex=None
