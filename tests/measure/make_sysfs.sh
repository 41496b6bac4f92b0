#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sh make_sysfs.sh FOLDER: a tree like /sys with counters of two processors, 2000 uJ before they begin anew, their
# memory, a zone within a package, psys, and a second view of a package.
set -eu

zone() {
  mkdir -p "$1"
  echo "$2" >"$1/name"
  echo "$3" >"$1/energy_uj"
  echo "$4" >"$1/max_energy_range_uj"
}

root=$1/class/powercap
zone "$root/intel-rapl:0" package-0 262143326850 262143328850
zone "$root/intel-rapl:0:0" core 120000000 262143328850
zone "$root/intel-rapl:0:1" dram 7000000 65712999613
zone "$root/intel-rapl:a" package-1 262143326850 262143328850
zone "$root/intel-rapl:a:0" dram 9000000 65712999613
zone "$root/intel-rapl:b" psys 800000000 262143328850
zone "$root/intel-rapl-mmio:0" package-0 262143326850 262143328850
