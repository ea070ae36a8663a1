/**
 * WebKitGTK: its driver starts its smallest browser, in a display of its own that nobody sees. Each tab is a browser process.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Tab } from './browser.ts'
import type { Kind } from './kinds.ts'
import { onPath, program } from './programs.ts'
import { newSession } from './webdriver.ts'

/** Large enough for any size that a test asks for. */
const SCREEN = '1600x1200x24'

/** Where cores are few, the compiler that takes its time keeps the quick one from its work: a page is ready after 8 seconds, not 5. */
const ENVIRONMENT = { JSC_useOMGJIT: '0' }

/** The driver cannot tell of faults, so the page keeps them. */
const HEAD = `<script>
  window.faults = []
  addEventListener('error', ({ message }) => message && faults.push('threw ' + message))
  addEventListener('unhandledrejection', ({ reason }) => faults.push('threw ' + (reason?.message ?? reason)))
  console.error = (...said) => faults.push('said ' + said.join(' '))
  document.currentScript.remove()
</script>`

const find = () => ({
  driver: onPath('WebKitWebDriver'),
  browser: program('MINIBROWSER_PATH', [], ['/usr/lib/*/webkit2gtk-4.*/MiniBrowser', '/usr/libexec/webkit2gtk-4.*/MiniBrowser']),
  display: onPath('Xvfb'),
})

export const webkit: Kind = {
  title: 'WebKitGTK',
  isInstalled: () => Object.values(find()).every((file) => file !== null),
  debians: ['webkit2gtk-driver', 'xvfb', 'fonts-dejavu-core'],
  advice: 'On Linux, install WebKitWebDriver with its MiniBrowser, and Xvfb; other systems have none.',
  launch,
}

async function launch(): Promise<Browser> {
  const { driver, browser, display } = find()
  const screen = spawn(display!, ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const port = await freePort()
  const env = { ...process.env, ...ENVIRONMENT, DISPLAY: `:${await number(screen)}` }
  const server = spawn(driver!, [`--port=${port}`], { stdio: 'ignore', env })
  const end = () => {
    server.kill()
    screen.kill()
  }
  // Whatever way the tests end
  process.once('exit', end)

  const address = `http://127.0.0.1:${port}`
  await ready(address, server)
  // Full screen: without the address bar, which has a least width
  const capabilities = { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation', '--full-screen'] } }
  const { version, tab } = await newSession(address, capabilities)
  let first: typeof tab | null = tab
  return {
    version,
    head: HEAD,
    newTab: async () => {
      const next = first ?? (await newSession(address, capabilities)).tab
      first = null
      return watched(next)
    },
    close: async () => {
      await first?.close()
      process.off('exit', end)
      const ended = [server, screen].map((child) => once(child, 'exit'))
      end()
      await Promise.all(ended)
    },
  }
}

/** The display says its number once it is there. */
async function number(screen: ChildProcess): Promise<string> {
  const ended = once(screen, 'exit').then(() => Promise.reject(new Error('Xvfb ended at once.')))
  const [line] = await Promise.race([once(createInterface(screen.stdio[3] as Readable), 'line'), ended])
  return line
}

/** Takes over what the page has kept before another comes in its place. */
function watched(tab: Omit<Tab, 'faults'>): Tab {
  const faults: string[] = []
  const collect = async () => {
    const kept = await tab.evaluate('JSON.stringify(window.faults?.splice(0) ?? [])')
    faults.push(...(JSON.parse(kept!) as string[]))
  }
  return {
    ...tab,
    goto: (address) => collect().then(() => tab.goto(address)),
    reload: () => collect().then(tab.reload),
    faults: () => collect().then(() => faults.splice(0)),
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** The driver says nothing once it is there. */
async function ready(address: string, driver: ChildProcess): Promise<void> {
  while (driver.exitCode === null) {
    const response = await fetch(`${address}/status`).catch(() => null)
    if (response?.ok) return
    await pause(20)
  }
  throw new Error('WebKitWebDriver ended at once.')
}
