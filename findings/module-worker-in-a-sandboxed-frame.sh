#!/usr/bin/env bash
# Chromium: in a frame with sandbox="allow-scripts" a worker can be made from a blob if it is a plain script, and not if it is a module.
#
# A guess:   both work or neither does, as the blob is of the frame's own, opaque origin. In Firefox and WebKit both work.
# Behaviour: new Worker(blob) runs; new Worker(blob, { type: 'module' }) has an error event without a message, and the
#            console says "Refused to cross-origin redirects of the top-level worker script." In the plain
#            worker import() of such a blob works.
# Versions:  Chromium 156.0.8078.114 (Debian 12); seen 2026-11-30.
# Source:    HTML, "fetch a module worker script graph": the blob is fetched in the worker's own settings, whose origin is the frame's.
# Needs:     bash, chromium (or its path in CHROMIUM). Exits with 0 if it is still so, else with 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/frame.html" <<'HTML'
<!doctype html><script>
const blob = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
const code = (kind) => `import('${blob('export const seven = 7')}').then(({ seven }) => postMessage('${kind}: runs, and imports ' + seven))`
const make = (kind, options) => new Promise((said) => {
  const worker = new Worker(blob(code(kind)), options)
  worker.onmessage = ({ data }) => said(data)
  worker.onerror = () => said(kind + ': error')
})
Promise.all([make('script', {}), make('module', { type: 'module' })]).then((lines) => parent.postMessage(lines, '*'))
</script>
HTML
cat > "$work/page.html" <<'HTML'
<!doctype html><script>addEventListener('message', ({ data }) => { for (const line of data) console.log(line) })</script>
<iframe sandbox="allow-scripts" src="frame.html"></iframe>
HTML
# It stays open until it is ended
timeout 20 "${CHROMIUM:-chromium}" --headless --no-sandbox --enable-logging=stderr --remote-debugging-port=0 --user-data-dir="$work/profile" \
  "file://$work/page.html" >"$work/log" 2>&1 || true
seen=$(sed -n 's/.*CONSOLE[^"]*"\([a-z]*: [^"]*\)".*/\1/p' "$work/log")
expected='script: runs, and imports 7
module: error'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { printf '\nIt has changed. Expected:\n%s\n' "$expected"; exit 1; }
