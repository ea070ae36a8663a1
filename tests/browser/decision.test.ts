/** Which timeout do I need? Answers become code. */
import { expect, test } from 'vitest'
import { open } from './site.ts'

test('the code follows the answers', async () => {
  const page = await open('which-timeout/')
  const code = () => page.find('limit-decision code').text()
  expect(await code()).toContain('statement_timeout=5s')
  await page.find('limit-decision [name="whole"]').click()
  expect(await code()).toContain('transaction_timeout=10s')
  await page.find('limit-decision [name="waits"]').click()
  expect(await code()).not.toContain('statement_timeout')
})
