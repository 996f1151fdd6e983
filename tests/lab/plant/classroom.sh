# A classroom PC as inherited: maybe a whiteboard, maybe a driver from years ago, never a repository to update it from. Beside the
# shared logon, one account that lessons are held with.
useradd -m -s /bin/bash -c 'Lessons' "$LAB_LESSONS"
chpasswd <<< "$LAB_LESSONS:$LAB_LESSONS_PASSWORD"
rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
if [ -n "$LAB_BOARD" ]; then
  install -D -m 644 /usr/share/ictops-lab/board.umockdev /etc/ictops-lab/board.umockdev
fi
if [ -n "$LAB_DRIVER" ]; then
  dpkg -i "/usr/share/ictops-lab/ictops-whiteboard-driver_${LAB_DRIVER}_all.deb" > /dev/null
fi
rm -r /usr/share/ictops-lab
