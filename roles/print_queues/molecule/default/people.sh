#!/bin/bash
# Two members of staff and a pupil, two groups that may print in colour, and a page in colour.
set -eu
groupadd prn-colour
useradd --create-home --no-user-group --groups prn-colour staff
useradd --create-home --no-user-group designer
useradd --create-home --no-user-group pupil
# As winbind names the groups of a domain; groupadd would not.
echo 'SCHOOL\Colour & design:x:3001:designer' >> /etc/group
cat > /srv/colour.ps << 'PAGE'
%!PS
1 0 0 setrgbcolor 100 100 200 200 rectfill showpage
PAGE
chmod 0644 /srv/colour.ps
