#!/usr/bin/env bash
# WebKit: a function that WebAssembly.Table.grow() has put into a table can be read from there by JavaScript, and not be called by WebAssembly.
#
# A guess:   table.grow(1, f) is table.grow(1), then table.set(place, f), as in V8 and as the standard has it.
# Behaviour: table.get(place) is f, but call_indirect of that place throws "call_indirect to a null table entry". After table.set(place, f)
#            the same call works. So whoever checks the table finds nothing wrong with it.
# Versions:  JavaScriptCore of WebKitGTK 2.50.6-1~deb12u2 (Debian 12); right in Node 26.10.0 (npm node 26.10.0); seen 2026-11-29.
# Source:    the WebAssembly JavaScript Interface, Table.grow(delta, value): the new elements are initialised with the value.
# Needs:     Debian 12, bash, apt-get, npm. Exits with 0 if it is still so, else with 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=2.50.6-1~deb12u2
apt-get download -qq "libjavascriptcoregtk-4.0-bin=$version" "libjavascriptcoregtk-4.0-18=$version" 2>/dev/null
for package in *.deb; do dpkg -x "$package" webkit; done
npm install --silent --no-fund --no-audit --prefix npm node@26.10.0

cat > grow.js <<'JAVASCRIPT'
// (module (func (export "seven") (result i32) i32.const 7) (table (export "table") 1 funcref)
//   (func (export "call") (param i32) (result i32) local.get 0 call_indirect (result i32)))
const text = (name) => [name.length, ...name].map((part) => (typeof part === 'number' ? part : part.charCodeAt(0)))
const section = (id, content) => [id, content.length, ...content]
const { seven, table, call } = new WebAssembly.Instance(
  new WebAssembly.Module(
    new Uint8Array([
      ...[0, 97, 115, 109, 1, 0, 0, 0],
      ...section(1, [2, 96, 0, 1, 127, 96, 1, 127, 1, 127]),
      ...section(3, [2, 0, 1]),
      ...section(4, [1, 112, 0, 1]),
      ...section(7, [3, ...text('seven'), 0, 0, ...text('table'), 1, 0, ...text('call'), 0, 1]),
      ...section(10, [2, 4, 0, 65, 7, 11, 7, 0, 32, 0, 17, 0, 0, 11]),
    ]),
  ),
).exports
const say = typeof print === 'function' ? print : console.log
const place = table.grow(1, seven)
say('get() finds the function: ' + (table.get(place) === seven))
try {
  say('a call returns ' + call(place))
} catch (error) {
  say('a call throws: ' + error.message.replace(/ \(.*/, ''))
}
table.set(place, seven)
say('after set() it returns ' + call(place))
JAVASCRIPT

jsc=$(find webkit -name jsc -type f)
libraries=$(dirname "$(find webkit -name 'libjavascriptcoregtk-4.0.so.18')")
seen=$(
  echo WebKit
  LD_LIBRARY_PATH="$libraries" "$jsc" grow.js
  echo V8
  npm/node_modules/node/bin/node grow.js
)
expected='WebKit
get() finds the function: true
a call throws: call_indirect to a null table entry
after set() it returns 7
V8
get() finds the function: true
a call returns 7
after set() it returns 7'

printf "%s\n" "$seen"
[ "$seen" = "$expected" ] || { printf "\nIt has changed. Expected:\n%s\n" "$expected"; exit 1; }
