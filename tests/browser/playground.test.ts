/** The playground: programs of the reader's own, opened, run, kept and passed on. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { zip } from '../../src/examples/zip.ts'
import type { Page, Part } from './page.ts'
import { browserName, faults, hasJspi, type Live, open, openOnce, part, reach, runToEnd, server, setCode } from './site.ts'

const ADDRESS = 'playground/'
const live = (page: Page) => page.find('.pg live-example')
const pg = (page: Page, name: string) => page.find(`.pg [data-part="${name}"]`)
const code = (page: Page) => live(page).evaluate((element: Live) => element.code)
const setValue = (page: Page, name: string, text: string) =>
  pg(page, name).evaluate((field: HTMLInputElement, value) => {
    field.value = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }, text)
/** Until what has been typed is kept. */
const keptAs = (page: Page, text: string) =>
  page.find(':root').until((_root, text) => Object.values(localStorage).some((value) => String(value).includes(text)), text)
const addFile = async (page: Page, name: string, text: string) => {
  await setValue(page, 'file-name', name)
  await page.find('.pg-files details').evaluate((details: HTMLDetailsElement) => details.setAttribute('open', ''))
  await pg(page, 'file-add').click()
  await setValue(page, 'file', text)
}

describe('a program', () => {
  const opened = openOnce(ADDRESS)

  test('runs with its modules, its data and its set-up', async () => {
    const page = opened()
    await addFile(page, 'setup.sql', 'create table fruit (name text); grant all on fruit to reader; insert into fruit values ($$apple$$)')
    await addFile(page, 'helper.py', 'def greet(name):\n    return f"Grüße, {name}"\n')
    await addFile(page, 'data.txt', 'one\ntwo\n')
    await page.find('.pg [data-file="main.py"]').click()
    await setCode(
      live(page),
      'import psycopg2, helper\ncur = psycopg2.connect("dbname=lab user=reader").cursor()\ncur.execute("select name from fruit")\n' +
        'print(helper.greet(cur.fetchone()[0]), open("data.txt").read().split())\n',
    )
    expect(await runToEnd(live(page))).toBe("Grüße, apple ['one', 'two']\n")
    expect(await pg(page, 'timeline').find('.tl-bar').count()).toBeGreaterThan(2)
  })

  test.each([
    ['psycopg2.py', 'would hide the driver'],
    ['helper.py', 'There is a helper.py already'],
    ['../x.py', 'cannot be the name of a file'],
    ['', 'needs a name'],
  ])('has no file called “%s”', async (name, words) => {
    const page = opened()
    await setValue(page, 'file-name', name)
    await pg(page, 'file-add').click()
    await pg(page, 'file-problem').says(words)
  })

  test('is kept, and there after a reload', async () => {
    const page = opened()
    await setValue(page, 'title', 'Fruit and more')
    await keptAs(page, 'Fruit and more')
    await page.tab.reload()
    await live(page).until((element: Live) => element.code?.includes('helper.greet'))
    expect(await pg(page, 'title').evaluate((input: HTMLInputElement) => input.value)).toBe('Fruit and more')
    expect(await page.find('.pg [role="tab"]').texts()).toEqual(['main.py', 'setup.sql', 'helper.py', 'data.txt'])
    // Nothing of it runs by itself
    expect(await live(page).evaluate((element: Live) => element.state)).toBe('idle')
  })

  test('stands beside others, until it is thrown away, and can be had back', async () => {
    const page = opened()
    await page.find('.pg a[href$="#example=waiting/deadlock"]').evaluate((link: HTMLElement) => link.click())
    await live(page).until((element: Live) => element.code.includes('DeadlockDetected'))
    // What has only been looked at is not kept
    expect(await pg(page, 'programs').find('option').texts()).toEqual([expect.stringMatching(/\(not kept\)$/), 'Fruit and more'])
    await setCode(live(page), 'print("mine")\n')
    await keptAs(page, 'mine')
    expect(await pg(page, 'programs').find('option').count()).toBe(2)
    await pg(page, 'discard').click()
    expect(await code(page)).toContain('helper.greet')
    expect(await pg(page, 'programs').find('option').texts()).toEqual(['Fruit and more'])
    await pg(page, 'notice-undo').click()
    expect(await code(page)).toBe('print("mine")\n')
    expect(await pg(page, 'programs').find('option').count()).toBe(2)
  })
})

describe('two tabs', () => {
  /** As another tab would, which has changed the program that is kept. */
  const changeElsewhere = (page: Page, from: string, to: string) =>
    page.evaluate(
      (from, to) => {
        const key = Object.keys(localStorage).find((name) => name.includes(' program '))!
        const [, revision, rest] = /^(\d+)(.*)$/s.exec(localStorage.getItem(key)!)!
        const newValue = `${Number(revision) + 1}${rest!.replace(from, to)}`
        localStorage.setItem(key, newValue)
        dispatchEvent(new StorageEvent('storage', { key, newValue }))
      },
      from,
      to,
    )

  test('that change the same program lose nothing of either', async () => {
    const page = await open(ADDRESS)
    await setCode(live(page), 'print("first")\n')
    await keptAs(page, 'first')
    await pg(page, 'title').focus()
    await changeElsewhere(page, 'first', 'theirs')
    await pg(page, 'notice').says('Another tab is changing this program, too.')
    await setCode(live(page), 'print("ours")\n')
    await pg(page, 'notice').says('is now a program of its own')
    await keptAs(page, 'ours')
    await keptAs(page, 'theirs')
  })

  test('show the same, where nobody is at work', async () => {
    const page = await open(ADDRESS)
    await setCode(live(page), 'print("first")\n')
    await keptAs(page, 'first')
    await changeElsewhere(page, 'first', 'theirs')
    await live(page).until((element: Live) => element.code.includes('theirs'))
  })
})

test('storage that is full is said, and the program is still there to be passed on', async () => {
  const page = await open(ADDRESS)
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await setCode(live(page), 'print("not kept")\n')
  await pg(page, 'notice').says('its storage is full')
  expect(await runToEnd(live(page))).toBe('not kept\n')
})

describe('a link', () => {
  const linkOf = async (page: Page) => {
    await pg(page, 'share').click()
    return pg(page, 'share-link').until((input: HTMLInputElement) => input.value)
  }

  test('holds the whole program, shows it, and runs nothing', async () => {
    const page = await open(ADDRESS)
    await addFile(page, 'helper.py', 'print("helper")\n')
    await setCode(live(page), 'import helper\nprint("main")\n')
    const link = await linkOf(page)
    expect(link).toMatch(/playground\/#1\.[0-9a-z]+\.[\w-]+$/)
    const other = await open(link.slice(server.address.length))
    await pg(other, 'notice').says('This program came by a link: main.py (3 lines), helper.py (2 lines). Nothing of it has been run.')
    expect(await code(other)).toBe('import helper\nprint("main")\n')
    expect(await live(other).evaluate((element: Live) => element.state)).toBe('idle')
    // Nothing is kept of what has only been looked at, and no engine is asked for
    expect(await other.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(' program ')))).toEqual([])
    expect(server.sent.filter(({ name }) => name.includes('/lab/'))).toEqual([])
    expect(await runToEnd(live(other))).toBe('helper\nmain\n')
  })

  test.each([
    ['cut', '1.abc.xyz', 'cut or altered'],
    ['of an older version', '0.abc.xyz', 'no longer reads'],
    ['of a newer version', '2.abc.xyz', 'newer playground'],
    ['to an example that is not there', 'example=no/such', 'There is no example no/such'],
  ])('that is %s says so, and what was there before is shown', async (_what, hash, words) => {
    const page = await open(`${ADDRESS}#${hash}`, { expectFailures: true })
    await pg(page, 'notice').says(words)
    expect(await code(page)).toContain('import psycopg2')
  })

  test('of 2 MB says so', async () => {
    const page = await open(ADDRESS)
    await page.evaluate(() => {
      location.hash = `1.abc.${'A'.repeat(900_000)}`
    })
    await pg(page, 'notice').says('This link has 900,006 characters')
  })
})

test('an example is opened with its files, and with what was typed there', async () => {
  const page = await open('examples/waiting/lock-queue/')
  await setCode(page.find('live-example'), 'print("typed there")\n')
  await keptAs(page, 'typed there')
  const link = page.find('live-example a[href$="#example=waiting/lock-queue"]')
  await page.tab.goto(await link.evaluate((link: HTMLAnchorElement) => link.href))
  await page.find('.pg [data-file="setup.sql"]').appears()
  expect(await code(page)).toBe('print("typed there")\n')
})

test('by keyboard alone: another file, back, and a run', async () => {
  const page = await open(ADDRESS)
  await page.find('.pg-files summary').focus()
  await page.press('Enter')
  await page.press('Tab')
  await page.type('helper.py')
  await page.press('Enter')
  await page.find('[data-part="file"]:focus').appears()
  await page.type('X = 7')
  await page.find('.pg [role="tab"][aria-selected="true"]').focus()
  await page.press('ArrowLeft')
  await page.find('.pg [data-file="main.py"]:focus').appears()
  await setCode(live(page), 'import helper\nprint(helper.X)\n')
  await part(live(page), 'run').focus()
  await page.press('Enter')
  expect(await reach(live(page), 'done', 'failed')).toBe('done')
  expect(await part(live(page), 'output').text()).toBe('7\n')
})

describe('psql', () => {
  const opened = openOnce(ADDRESS)
  const enter = async (page: Page, line: string) => {
    await pg(page, 'psql-input').focus()
    await page.type(line)
    await page.press('Enter')
  }
  const printed = (page: Page, text: string) => pg(page, 'psql-output').says(text)

  test('is there before a program runs, and after it', async () => {
    const page = opened()
    await enter(page, 'create table fruit (name text);')
    await printed(page, 'CREATE TABLE')
    await setCode(
      live(page),
      'import psycopg2\nconn = psycopg2.connect("dbname=lab user=reader")\ncur = conn.cursor()\ncur.execute("insert into fruit values (%s)", ("apple",))\nconn.commit()\nprint("inserted")\n',
    )
    expect(await runToEnd(live(page))).toBe('inserted\n')
    await enter(page, 'select * from fruit;')
    await printed(page, ' name  \n-------\n apple\n(1 row)\n')
  })

  test.runIf(hasJspi)('is answered while the program waits for it', async () => {
    const page = opened()
    await setCode(
      live(page),
      'import psycopg2, select\nconn = psycopg2.connect("dbname=lab user=reader")\nconn.autocommit = True\nconn.cursor().execute("listen go")\nprint("listening", flush=True)\nselect.select([conn], [], [])\nconn.poll()\nprint(conn.notifies[0].payload)\n',
    )
    await part(live(page), 'run').click()
    await part(live(page), 'output').says('listening')
    // A new server for this run
    await printed(page, 'Another server takes the place of this one')
    await enter(page, "notify go, 'from psql';")
    expect(await reach(live(page), 'done', 'failed')).toBe('done')
    expect(await part(live(page), 'output').text()).toBe('listening\nfrom psql\n')
    // Its session is among those of the timeline
    expect(await pg(page, 'timeline').text()).toContain('psql')
  })

  test('has its history, its prompts, and errors as psql prints them', async () => {
    const page = opened()
    await enter(page, 'begin;')
    await pg(page, 'psql-prompt').says('lab=*> ')
    await enter(page, 'select * from nosuch;')
    await printed(page, 'ERROR:  relation "nosuch" does not exist\nLINE 1: select * from nosuch;\n                      ^\n')
    await pg(page, 'psql-prompt').says('lab=!> ')
    await enter(page, 'rollback;')
    await pg(page, 'psql-prompt').says('lab=> ')
    await page.press('ArrowUp')
    await page.press('ArrowUp')
    expect(await pg(page, 'psql-input').evaluate((field: HTMLTextAreaElement) => field.value)).toBe('select * from nosuch;')
    await page.press('Control+c')
    expect(await pg(page, 'psql-input').evaluate((field: HTMLTextAreaElement) => field.value)).toBe('')
  })

  test('cancels what it executes', async () => {
    const page = opened()
    await enter(page, 'select pg_sleep(60);')
    await pg(page, 'psql-cancel').until((button: HTMLElement) => !button.hidden)
    // Where waits block, nothing is received meanwhile
    if (!hasJspi) return
    await page.press('Control+c')
    await printed(page, 'ERROR:  canceling statement due to user request')
  })
})

test('a setup.sql that fails is told as the error of its line; the program does not begin, and the server is there', async () => {
  const page = await open(ADDRESS)
  await addFile(page, 'setup.sql', 'create table fruit (name text);\nselect 1 / 0;\n')
  expect(await runToEnd(live(page))).toContain('setup.sql:2: ERROR:  division by zero\n')
  await part(live(page), 'status').says('Ended with an error in setup.sql after')
  await pg(page, 'psql-input').focus()
  await page.type('select 1 as one;')
  await page.press('Enter')
  await pg(page, 'psql-output').says(' one \n-----\n   1\n(1 row)\n')
})

test('the panel of sessions says that there is no server, that one starts, and who is there', async () => {
  const page = await open(ADDRESS)
  await pg(page, 'sessions').evaluate((details: HTMLDetailsElement) => {
    details.open = true
  })
  const words = pg(page, 'sessions-words')
  await words.says('There is no server yet.')
  await words.evaluate((element) => {
    new MutationObserver(() => {
      document.body.dataset['told'] = `${document.body.dataset['told'] ?? ''}${element.textContent};`
    }).observe(element, { childList: true })
  })
  await pg(page, 'psql-input').focus()
  await page.type('select 1;')
  await page.press('Enter')
  await page.find('.pg tr[data-pid]').says('psql')
  expect(await page.find('body').attribute('data-told')).toContain('The server is starting.;')
})

describe.runIf(hasJspi)('beside a program that waits', () => {
  const opened = openOnce(ADDRESS)
  const program = (waiter: string) => `import psycopg2, time
one, two = (psycopg2.connect("dbname=lab user=reader", application_name=name) for name in ("holder", "${waiter}"))
one.cursor().execute("create table t (n int)")
one.commit()
one.cursor().execute("lock table t")
print("locked", flush=True)
try:
    two.cursor().execute("select * from t")
except psycopg2.Error as error:
    print(type(error).__name__)
`

  const open = (page: Page, details: string) =>
    page.find(details).evaluate((element: HTMLDetailsElement) => {
      element.open = true
    })

  /** Runs the program until its second session, of that name, waits; returns that session's row. */
  async function waits(page: Page, name: string): Promise<Part> {
    await setCode(live(page), program(name))
    await part(live(page), 'run').click()
    await open(page, '[data-part="sessions"]')
    const waiter = page.find('.pg tr[data-pid]:has([data-column="blockers"]:not(:empty))')
    await waiter.says(`reader: ${name}`)
    return waiter
  }

  test('the panel shows who waits for whom, and cancels', async () => {
    const page = opened()
    const waiter = await waits(page, 'who is cancelled')
    await waiter.find('[data-column="wait"]').says('Lock: relation')
    const holder = await page.find('.pg tr[data-pid]:has([data-column="blockers"]:empty)').find('th').text()
    expect(await waiter.find('[data-column="blockers"]').text()).toBe(holder)
    await waiter.find('button').click()
    expect(await reach(live(page), 'done', 'failed')).toBe('done')
    expect(await part(live(page), 'output').text()).toBe('locked\nQueryCanceled\n')
  })

  test.each(['drop', 'terminate', 'restart'])('a fault is felt: %s', async (fault) => {
    const page = opened()
    await open(page, '.pg-faults')
    await waits(page, fault)
    // Not by its place, as the panel above it grows
    await pg(page, `fault-${fault}`).evaluate((button: HTMLButtonElement) => button.click())
    // psycopg2 has no other class for any of these
    await part(live(page), 'output').says('locked\nOperationalError\n')
    // The next one is to find this run over
    await reach(live(page), 'done', 'failed')
  })
})

// What is loaded is the same to all browsers
test.runIf(browserName === 'chromium')('its own JavaScript is small: all that no example loads', async () => {
  const scripts = async () => {
    await server.idle()
    return new Map(server.sent.filter(({ name }) => name.endsWith('.js')).map(({ name, body }) => [name, body]))
  }
  const all = async (page: Page, element: Part) => {
    await element.evaluate((live: Live) => {
      live.code = 'print(1)'
    })
    await runToEnd(element)
    await part(element, 'code')
      .find('pre')
      .evaluate((pre: HTMLElement) => pre.click())
    await page.find('.cm-content').appears()
    await part(element, 'play').click()
    return scripts()
  }
  const page = await open(ADDRESS)
  await pg(page, 'psql-input').focus()
  await page.type('\\d')
  await page.press('Enter')
  await pg(page, 'psql-output').says('Did not find any')
  const own = await all(page, live(page))
  const example = await open('examples/waiting/lock-queue/')
  for (const name of (await all(example, example.find('live-example'))).keys()) own.delete(name)
  const bytes = [...own.values()].reduce((sum, body) => sum + gzipSync(body).length, 0)
  console.log(`The playground: ${bytes} bytes of JavaScript of its own, compressed, in ${[...own.keys()].join(', ')}`)
  expect(own.size).toBeGreaterThan(0)
  expect(bytes).toBeLessThanOrEqual(80 * 1024)
})

describe('a wheel by name', () => {
  const GET = 'Get it from pypi.org and files.pythonhosted.org: they are sent the names of packages, and nothing else'
  const one = (name: string, version: string, code: string, needs = '') => {
    const info = `${name}-${version}.dist-info`
    return zip(
      new Map([
        [`${name}/__init__.py`, code],
        [`${info}/METADATA`, `Name: ${name}\n${needs}`],
        [`${info}/WHEEL`, 'Wheel-Version: 1.0\n'],
      ]),
    )
  }

  /** In the page: answers in the place of the two hosts, in the shape of PyPI's, and keeps what they were asked. */
  const standIn = (page: Page, wheels: Record<string, Uint8Array<ArrayBuffer>>) =>
    page.evaluate(
      (all) => {
        const index = new Map<string, object>()
        const files = new Map<string, Uint8Array<ArrayBuffer>>()
        for (const [filename, { bytes, sha256 }] of Object.entries(all)) {
          const [name, version] = filename.split('-') as [string, string]
          const url = `https://files.pythonhosted.org/packages/${filename}`
          const described = { filename, url, size: bytes.length, digests: { sha256 }, requires_python: null, yanked: false }
          index.set(`https://pypi.org/pypi/${name}/json`, { releases: { [version]: [described] } })
          files.set(url, new Uint8Array(bytes))
        }
        const real = window.fetch
        window.fetch = (asked, options) => {
          const address = String(asked)
          if (!/^https:/.test(address)) return real(asked, options)
          document.body.dataset['asked'] = `${document.body.dataset['asked'] ?? ''}${address} `
          const described = index.get(address)
          const file = files.get(address)
          if (described) return Promise.resolve(Response.json(described))
          return Promise.resolve(file ? new Response(file) : new Response('', { status: 404 }))
        }
      },
      Object.fromEntries(
        Object.entries(wheels).map(([name, bytes]) => [
          name,
          { bytes: [...bytes], sha256: createHash('sha256').update(bytes).digest('hex') },
        ]),
      ),
    )

  test('is asked for after the press of a button that names whom; nothing else may be asked', async () => {
    const page = await open(ADDRESS, { expectFailures: true })
    await page.evaluate(() => {
      document.addEventListener('securitypolicyviolation', ({ disposition, blockedURI }) => {
        if (disposition === 'enforce') document.body.dataset['forbidden'] = blockedURI
      })
    })
    await page.find('.pg-wheels').evaluate((details: HTMLDetailsElement) => {
      details.open = true
    })
    expect(await pg(page, 'wheels-get').text()).toBe(GET)
    await setValue(page, 'wheels-name', 'sqlparse')
    await server.idle()
    expect(await faults()).toEqual([])
    await pg(page, 'wheels-get').click()
    // Whether or not there is a network here, somebody is asked, and the page's policy lets it
    await pg(page, 'wheels-words').until((words) => /cannot be reached|There for the next run/.test(words.textContent))
    await vi.waitFor(() => expect(server.faults.join()).toMatch(/^asked for https:\/\/pypi\.org/))
    expect(await page.find('body').attribute('data-forbidden')).toBe(null)
    await page.evaluate(() => fetch('https://example.org/').catch(() => {}))
    await page.find('body[data-forbidden^="https://example.org"]').appears()
  })

  test('is installed with what it needs', async () => {
    const page = await open(ADDRESS)
    await standIn(page, {
      'thing-1.0-py3-none-any.whl': one(
        'thing',
        '1.0',
        'from other import X\n',
        'Requires-Dist: other>=2\nRequires-Dist: no; extra == "x"\n',
      ),
      'other-2.1-py3-none-any.whl': one('other', '2.1', 'X = "from the other"\n'),
    })
    await page.find('.pg-wheels').evaluate((details: HTMLDetailsElement) => {
      details.open = true
    })
    await setValue(page, 'wheels-name', 'Thing')
    await pg(page, 'wheels-get').click()
    await pg(page, 'wheels-words').says('There for the next run: thing-1.0-py3-none-any.whl, other-2.1-py3-none-any.whl.')
    await setCode(live(page), 'import thing\nprint(thing.X)\n')
    expect(await runToEnd(live(page))).toBe('from the other\n')
    expect((await page.find('body').attribute('data-asked'))?.trim().split(' ')).toEqual([
      'https://pypi.org/pypi/thing/json',
      'https://files.pythonhosted.org/packages/thing-1.0-py3-none-any.whl',
      'https://pypi.org/pypi/other/json',
      'https://files.pythonhosted.org/packages/other-2.1-py3-none-any.whl',
    ])
  })

  test('is offered by a program that needs it, beside what was recorded of it', async () => {
    const page = await open(`${ADDRESS}#recording=sqlalchemy/pool-pre-ping`)
    await pg(page, 'needs').says('This program needs sqlalchemy>=2,<3, which is not in this page.')
    expect(await code(page)).toContain('pool_pre_ping=checked')
    expect(await pg(page, 'needs-get').text()).toBe(GET)
    await pg(page, 'recorded-output').says('pool_pre_ping=True\n  first use: no error')
    await pg(page, 'recorded-versions').says('SQLAlchemy 2.0.54')
    await standIn(page, { 'sqlalchemy-2.0.54-py3-none-any.whl': one('sqlalchemy', '2.0.54', '') })
    await pg(page, 'needs-get').click()
    await pg(page, 'needs').says('This program needs sqlalchemy>=2,<3, which is there.')
    // Another program needs nothing
    await page.evaluate(() => {
      location.hash = 'example=waiting/lock-queue'
    })
    await pg(page, 'needs').until((needs: HTMLElement) => needs.hidden)
    expect(await pg(page, 'recorded').evaluate((recorded: HTMLElement) => recorded.hidden)).toBe(true)
  })
})

test('a wheel from the disk is installed for the next run; what is none says so', async () => {
  const page = await open(ADDRESS)
  const wheel = zip(
    new Map([
      ['thing/__init__.py', 'X = "from a wheel"\n'],
      ['thing-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\n'],
    ]),
  )
  const choose = (name: string, bytes: number[]) =>
    pg(page, 'wheels-file').evaluate(
      (field: HTMLInputElement, name, bytes) => {
        const files = new DataTransfer()
        files.items.add(new File([new Uint8Array(bytes)], name))
        field.files = files.files
        field.dispatchEvent(new Event('change'))
      },
      name,
      bytes,
    )
  await choose('thing-1.0-cp314-cp314-linux_x86_64.whl', [...wheel])
  await pg(page, 'wheels-words').says('it has parts in C')
  await choose('thing-1.0-py3-none-any.whl', [...wheel])
  await pg(page, 'wheels-words').says('is there for the next run')
  await setCode(live(page), 'import thing\nprint(thing.X)\n')
  expect(await runToEnd(live(page))).toBe('from a wheel\n')
})
