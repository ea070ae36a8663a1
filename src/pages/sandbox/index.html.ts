/** The page in the sandboxed frame. It is no page for readers: it holds nothing but a script, and a policy under which nothing can be fetched. */
import { createHash } from 'node:crypto'
import { stripTypeScriptTypes } from 'node:module'
import host from '../../sandbox/host.ts?raw'

export const GET = () => {
  const script = stripTypeScriptTypes(host)
  const hash = createHash('sha256').update(script).digest('base64')
  const policy = `default-src 'none'; script-src 'sha256-${hash}' blob: 'wasm-unsafe-eval'; worker-src blob:; connect-src data:`
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title>Where programs of others run</title>
</head>
<body>
<script type="module">${script}</script>
</body>
</html>
`
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}
