# Makes the new Debian of prove_bare.sh, in $root; what is said on the way goes to $ground.
# It gets nothing of this machine but the way to the network: addresses, mirrors, certificate authorities.
# shellcheck shell=bash

AUTHORITIES=usr/local/share/ca-certificates
BUNDLE=/etc/ssl/certs/ca-certificates.crt

inside() { env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin "${network[@]}" chroot "$root" "$@"; }

# network: the variables by which pip, npm and the others reach what they install.
learn_the_network() {
  local name option value
  network=()
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    [[ -z ${!name:-} ]] || network+=("$name=${!name}")
  done
  for option in index-url proxy trusted-host default-timeout; do
    value=$(pip_setting ":env:.$option" || pip_setting "global.$option" || true)
    name=PIP_${option^^}
    [[ -z $value ]] || network+=("${name//-/_}=$value")
  done
  for option in registry proxy https-proxy noproxy; do
    value=$(npm config get "$option" 2>/dev/null || true)
    [[ -z $value || $value == null ]] || network+=("npm_config_${option//-/_}=$value")
  done
  compgen -G "/$AUTHORITIES/*.crt" >/dev/null || return 0
  network+=("PIP_CERT=$BUNDLE" "NODE_EXTRA_CA_CERTS=$BUNDLE" "npm_config_cafile=$BUNDLE")
}

pip_setting() { python3 -m pip config get "$1" 2>/dev/null; }

make_debian() {
  local new=$root
  root=${BARE_DEBIAN:-$new}
  [[ -e $root/usr/bin/npm ]] || install_debian
  [[ $root == "$new" ]] || cp -a "$root" "$new"
  root=$new
  inside sh -c 'echo "Debian $(cat /etc/debian_version), $(dpkg -l | grep -c ^ii) paquets"; python3 --version; echo "Node.js $(node --version), npm $(npm --version)"'
}

install_debian() {
  sources_of_this_machine >"$ground/sources.list"
  local mirror=${MIRROR:-$(awk '$3 == "bookworm" { print $2; exit }' "$ground/sources.list")}
  [[ -n $mirror ]] || fail "Cette machine ne prend pas Debian 12. Dites où : MIRROR=adresse deploy/prove_bare.sh"
  debootstrap --variant=minbase bookworm "$root" "$mirror" >"$ground/debootstrap.txt" 2>&1 ||
    fail "debootstrap n’a pas réussi : $(tail -1 "$ground/debootstrap.txt")"

  [[ -n ${MIRROR:-} ]] || cp "$ground/sources.list" "$root/etc/apt/sources.list"
  apt-config dump Acquire >"$root/etc/apt/apt.conf.d/10network"
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  mkdir -p "$root/$AUTHORITIES"
  cp -r "/$AUTHORITIES/." "$root/$AUTHORITIES/"
  {
    inside apt-get update -q
    inside env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
      ca-certificates git make python3 python3-pip nodejs npm
  } >"$ground/apt.txt" 2>&1 || fail "apt n’a pas réussi : $(tail -1 "$ground/apt.txt")"
}

sources_of_this_machine() {
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
    grep -E ' bookworm(-updates|-security)? main$' | sort -u
}

mount_what_programs_want() {
  mount -t proc proc "$root/proc"
  mount -t sysfs -o ro sysfs "$root/sys"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
}
