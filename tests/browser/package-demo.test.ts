/** The server as a package: the program that the page shows is what its button runs. */
import { expect, test } from 'vitest'
import { hasJspi, open } from './site.ts'

const printed = async () => {
  const page = await open('your-own-tests/')
  const demo = page.find('package-demo')
  await demo.find('button').click()
  await page.find('package-demo:is([data-state="done"], [data-state="failed"])').until((demo) => demo !== null)
  return (await demo.find('pre').text()).trim().split('\n')
}

test.runIf(hasJspi)('ten minutes pass at once', async () => {
  expect(await printed()).toEqual([
    'After nine minutes: 1 session waits for a lock',
    'After ten: UPDATE 1, 0 waits',
    '25P03: terminating connection due to idle-in-transaction timeout',
    'These ten minutes took less than a minute: true',
    'Restored: apple,5',
  ])
})

test.runIf(!hasJspi)('a browser that cannot suspend WebAssembly says so', async () => {
  expect(await printed()).toEqual(['Sessions beside one another need WebAssembly that can be suspended (JSPI), which is not there.'])
})
