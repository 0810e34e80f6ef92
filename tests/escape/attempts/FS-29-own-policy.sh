# Change the policy that confines the next session, where Sandtray's data lie in the workspace
# group: sandtray-itself
# launch: refused
# environment: SANDTRAY_SHARE=$W/share
prepare() { cp -rL "${PROBE%/*}/../share/sandtray" "$W/share" && chmod -R u+w "$W/share"; }
attempt() { sed -i 's/"private_in_home": \[/&"planted", /' share/policies/bwrap.json; }
succeeded() { grep -q planted "$W/share/policies/bwrap.json"; }
