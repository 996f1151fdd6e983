apt-mark showhold | grep -qx ictops-whiteboard-driver || { echo 'the driver is not held: apply the whiteboard phase first' >&2; exit 1; }
apt-mark unhold ictops-whiteboard-driver > /dev/null
