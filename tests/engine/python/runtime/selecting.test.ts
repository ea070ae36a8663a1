/** Waiting for connections of which some have been closed. */
import { expect, test } from 'vitest'
import { printed } from '../programs.ts'

const CLOSED = `
import asyncio, psycopg2, select, selectors
closed, other = (psycopg2.connect("dbname=lab") for _ in range(2))
number = closed.fileno()
`

test('asyncio forgets a connection that was closed while it was watched, as it does on Linux', async () => {
  expect(
    await printed(`${CLOSED}
async def main():
    loop = asyncio.get_running_loop()
    loop.add_reader(number, print, "never")
    loop.add_reader(other, print, "neither")
    closed.close()
    await asyncio.sleep(1)
    print(loop.remove_reader(number), loop.remove_reader(other))
asyncio.run(main())
`),
  ).toBe('True True\n')
})

test('select says that there is no such descriptor', async () => {
  expect(
    await printed(`${CLOSED}
closed.close()
for kinds in ([number], [], []), ([other], [number], []):
    try: select.select(*kinds, 1)
    except OSError as error: print(error.strerror)
print(select.select([other], [], [], 1))
`),
  ).toBe('Bad file descriptor\nBad file descriptor\n([], [], [])\n')
})
