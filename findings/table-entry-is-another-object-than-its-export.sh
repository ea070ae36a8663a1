#!/usr/bin/env bash
# WebKit: a function that a WebAssembly module exports, and puts into its table itself, is one object as an export and another in the table.
#
# A guess:   table.get(place) === exports.seven, as in V8 and as the standard has it, so that whoever links libraries can find out whether an
#            exported function has a place in the table already.
# Behaviour: the two differ, both can be called, and each stays the same object. A function that JavaScript has put there by set() is found.
#            So Emscripten's linker (MAIN_MODULE), which looks for exports in the table, gives them new places in WebKit: the table of
#            Pyodide 314.0.7 has 15,147 entries there, and 14,175 in Chromium, Firefox and Node. A number of a function that was kept in one
#            browser means another function in WebKit.
# Versions:  JavaScriptCore of WebKitGTK 2.50.6-1~deb12u2 (Debian 12); right in Node 26.10.0 (npm node 26.10.0); seen 2026-11-30.
# Source:    the WebAssembly JavaScript Interface, "a new Exported Function": there is one object for each function address.
# Needs:     Debian 12, bash, apt-get, npm. Exits with 0 if it is still so, else with 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=2.50.6-1~deb12u2
apt-get download -qq "libjavascriptcoregtk-4.0-bin=$version" "libjavascriptcoregtk-4.0-18=$version" 2>/dev/null
for package in *.deb; do dpkg -x "$package" webkit; done
npm install --silent --no-fund --no-audit --prefix npm node@26.10.0

cat > same.js <<'JAVASCRIPT'
// (module (func (export "seven") (result i32) i32.const 7) (table (export "table") 2 funcref) (elem (i32.const 0) 0))
const text = (name) => [name.length, ...name].map((part) => (typeof part === 'number' ? part : part.charCodeAt(0)))
const section = (id, content) => [id, content.length, ...content]
const { seven, table } = new WebAssembly.Instance(
  new WebAssembly.Module(
    new Uint8Array([
      ...[0, 97, 115, 109, 1, 0, 0, 0],
      ...section(1, [1, 96, 0, 1, 127]),
      ...section(3, [1, 0]),
      ...section(4, [1, 112, 0, 2]),
      ...section(7, [2, ...text('seven'), 0, 0, ...text('table'), 1, 0]),
      ...section(9, [1, 0, 65, 0, 11, 1, 0]),
      ...section(10, [1, 4, 0, 65, 7, 11]),
    ]),
  ),
).exports
const say = typeof print === 'function' ? print : console.log
say('both return 7: ' + (seven() === 7 && table.get(0)() === 7))
say('the table gives the same object twice: ' + (table.get(0) === table.get(0)))
say('the entry is the export: ' + (table.get(0) === seven))
table.set(1, seven)
say('after set() it is: ' + (table.get(1) === seven))
JAVASCRIPT

jsc=$(find webkit -name jsc -type f)
libraries=$(dirname "$(find webkit -name 'libjavascriptcoregtk-4.0.so.18')")
seen=$(
  echo WebKit
  LD_LIBRARY_PATH="$libraries" "$jsc" same.js
  echo V8
  npm/node_modules/node/bin/node same.js
)
expected='WebKit
both return 7: true
the table gives the same object twice: true
the entry is the export: false
after set() it is: true
V8
both return 7: true
the table gives the same object twice: true
the entry is the export: true
after set() it is: true'

printf "%s\n" "$seen"
[ "$seen" = "$expected" ] || { printf "\nIt has changed. Expected:\n%s\n" "$expected"; exit 1; }
