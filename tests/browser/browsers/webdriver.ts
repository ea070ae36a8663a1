/** A session of classic WebDriver (https://www.w3.org/TR/webdriver2/), as far as the tests need one. */
import type { Tab } from './browser.ts'

/** The protocol has numbers for keys that write nothing. */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  F1: '\uE031',
}

/** The driver waits for ever for a browser that cannot start. */
const START_MS = 60_000
/** Longer than any test may take; the tests have time limits of their own. */
const TIMEOUT_MS = 600_000

/** `driver` is its address; it starts a browser for the session. */
export async function newSession(
  driver: string,
  capabilities: object,
): Promise<{ readonly version: string; readonly tab: Omit<Tab, 'faults'> }> {
  const wanted = { alwaysMatch: { ...capabilities, timeouts: { script: TIMEOUT_MS, pageLoad: TIMEOUT_MS } } }
  const { sessionId, capabilities: its } = (await command(`${driver}/session`, 'POST', { capabilities: wanted }, START_MS)) as {
    sessionId: string
    capabilities: { browserVersion: string }
  }

  const session = `${driver}/session/${sessionId}`
  const post = (path: string, body: object = {}) => command(`${session}/${path}`, 'POST', body)
  const act = async (type: string, actions: object[], more: object = {}) => {
    await post('actions', { actions: [{ type, id: type, actions, ...more }] })
  }

  const evaluate = async (expression: string) => {
    const answer = (await post('execute/async', { script: evaluation(expression), args: [] })) as { value?: string; error?: string }
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.value
  }
  /** A page may lead to another at once, and what was asked of it is then not answered: the other is asked. */
  const loaded = async (): Promise<void> => {
    try {
      await evaluate(LOADED)
    } catch (error) {
      if (!String(error).includes('unload event')) throw error
      await loaded()
    }
  }
  const tab: Omit<Tab, 'faults'> = {
    goto: async (url) => {
      await post('url', { url })
      await loaded()
    },
    reload: async () => {
      await post('refresh')
      await loaded()
    },
    evaluate,
    click: (x, y) =>
      act(
        'pointer',
        [
          { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ],
        { parameters: { pointerType: 'mouse' } },
      ),
    press: (keys) => {
      const unknown = keys.find((key) => !(key in KEYS) && key.length > 1)
      if (unknown !== undefined) throw new Error(`The driver is not told how to press ${unknown}: see KEYS.`)
      const values = keys.map((key) => KEYS[key] ?? key)
      const down = values.map((value) => ({ type: 'keyDown', value }))
      return act('key', [...down, ...values.toReversed().map((value) => ({ type: 'keyUp', value }))])
    },
    resize: async (width, height) => {
      await post('window/rect', { width, height })
      await evaluate(hasWidth(width))
    },
    screenshot: async () => Buffer.from((await command(`${session}/screenshot`, 'GET')) as string, 'base64'),
    close: async () => void (await command(session, 'DELETE')),
  }
  return { version: its.browserVersion, tab }
}

/** WebKitWebDriver does not wait for it after all that it navigates to. */
const LOADED = `new Promise((resolve) => document.readyState === 'complete' ? resolve() : addEventListener('load', () => resolve()))`

/** Nor for the page to have the size that its window has. It fails if it never gets it, as windows have a least width. */
const hasWidth = (width: number) => `new Promise((resolve, reject) => {
  const until = Date.now() + 10_000;
  (function look() {
    if (innerWidth === ${width}) resolve()
    else if (Date.now() > until) reject('The window is ' + innerWidth + ' px wide, not ${width}.')
    else setTimeout(look, 10)
  })()
})`

/** The body of a function whose last argument takes the answer. */
const evaluation = (expression: string) => `
  const answer = arguments[arguments.length - 1]
  Promise.resolve().then(() => (${expression})).then((value) => answer({ value }), (error) => answer({ error: String(error) }))`

async function command(address: string, method: string, body?: object, ms = TIMEOUT_MS): Promise<unknown> {
  const response = await fetch(address, { method, ...(body && { body: JSON.stringify(body) }), signal: AbortSignal.timeout(ms) })
  const { value } = (await response.json()) as { value: { error: string; message: string } }
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`)
  return value
}
