/** A browser that Puppeteer drives: Chromium by its own protocol, Firefox by WebDriver BiDi. */
import puppeteer, { type KeyInput, type LaunchOptions } from 'puppeteer-core'
import type { Browser, Tab } from './browser.ts'

/** `harmless`: what the browser says is thrown though nothing has gone wrong. */
export async function launchWithPuppeteer(options: LaunchOptions, harmless: readonly string[] = []): Promise<Browser> {
  // The tests have time limits of their own
  const browser = await puppeteer.launch({ ...options, defaultViewport: null, protocolTimeout: 0 })
  return {
    version: (await browser.version()).replace(/^\D+/, ''),
    head: '',
    newTab: async (): Promise<Tab> => {
      const context = await browser.createBrowserContext()
      const page = await context.newPage()
      const faults: string[] = []
      page.on('pageerror', (error) => {
        const message = error instanceof Error ? error.message : String(error)
        if (!harmless.includes(message)) faults.push(`threw ${message}`)
      })
      page.on('console', (message) => message.type() === 'error' && faults.push(`said ${message.text()}`))
      return {
        goto: async (address) => void (await page.goto(address)),
        reload: async () => void (await page.reload()),
        faults: async () => faults.splice(0),
        evaluate: (expression) => page.evaluate(expression) as Promise<string | undefined>,
        ...(options.browser === 'chrome' && {
          inWorker: (expression) => page.workers()[0]!.evaluate(expression) as Promise<string | undefined>,
        }),
        ...(options.browser === 'chrome' && {
          emulate: async (features) => {
            // Puppeteer's own method knows but some of them
            const session = await page.createCDPSession()
            await session.send('Emulation.setEmulatedMedia', {
              features: Object.entries(features).map(([name, value]) => ({ name, value })),
            })
          },
        }),
        click: (x, y) => page.mouse.click(x, y),
        press: async (keys) => {
          for (const key of keys) await page.keyboard.down(key as KeyInput)
          for (const key of keys.toReversed()) await page.keyboard.up(key as KeyInput)
        },
        resize: (width, height) => page.setViewport({ width, height }),
        screenshot: () => page.screenshot(),
        close: () => context.close(),
      }
    },
    close: () => browser.close(),
  }
}
