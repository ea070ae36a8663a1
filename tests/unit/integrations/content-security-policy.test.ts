import { expect, test } from 'vitest'
import { policyOf, withPolicy } from '../../../src/integrations/content-security-policy.ts'

const PAGE = `<html><head><meta charset="utf-8"/><script>let a = 1
</script><script type="module" src="x.js"></script><script type="application/json">{}</script></head></html>`
/** printf 'let a = 1\n' | openssl dgst -sha256 -binary | base64 */
const HASH = '1kR9b2MdF6r4sNsK3xRwZG6ZGjryLG+Pf2BB3kK20hM='

test("a page's own scripts are allowed by their hashes, and no others", () => {
  expect(policyOf(PAGE)).toContain(`; script-src 'self' 'wasm-unsafe-eval' 'sha256-${HASH}'; `)
})

test('the playground alone may ask others, and only the index of packages', () => {
  const asks = /; connect-src 'self' https:\/\/pypi\.org https:\/\/files\.pythonhosted\.org; /
  expect(policyOf(PAGE, 'playground/index.html')).toMatch(asks)
  for (const file of ['index.html', 'playground/other/index.html', 'errors/index.html'])
    expect(policyOf(PAGE, file)).toBe(policyOf(PAGE).replace(asks, '; '))
  expect(policyOf(PAGE)).not.toContain('connect-src')
})

test('the policy comes before the scripts, and after the character set', () => {
  expect(withPolicy(PAGE)).toMatch(
    /^<html><head><meta charset="utf-8"\/><meta http-equiv="Content-Security-Policy" content="[^"]+"><script>/,
  )
})
