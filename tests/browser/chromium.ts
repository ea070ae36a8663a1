/**
 * Starts a Chromium: an installed one, else Playwright's own, else Debian's, tried in that order. Imports Playwright.
 */
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from 'playwright'

/** For headless use in containers; and nothing that calls home. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name]
    return folder ? [path.join(folder, 'Google/Chrome/Application/chrome.exe'), path.join(folder, 'Chromium/Application/chrome.exe')] : []
  }),
]

function onPath(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not here; on to the next folder.
    }
  }
  return null
}

const installed = (): string | null =>
  [process.env['CHROME_PATH'], ...names.map(onPath), ...usualPlaces].find((file): file is string => !!file && existsSync(file)) ?? null

function playwrights(): string | null {
  const file = chromium.executablePath()
  if (!existsSync(file))
    execFileSync(process.execPath, [path.resolve('node_modules/playwright/cli.js'), 'install', 'chromium'], { stdio: 'inherit' })
  return existsSync(file) ? file : null
}

function debians(): string | null {
  if (process.getuid?.() !== 0 || onPath('apt-get') === null) return null
  execFileSync('apt-get', ['update'], { stdio: 'inherit' })
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { stdio: 'inherit' })
  return onPath('chromium')
}

export async function launchChromium(): Promise<Browser> {
  const reasons: string[] = []
  for (const [source, find] of Object.entries({
    'an installed Chromium or Chrome': installed,
    "Playwright's own": playwrights,
    "Debian's": debians,
  })) {
    try {
      const executablePath = find()
      if (executablePath !== null) return await chromium.launch({ executablePath, args: flags })
      reasons.push(`${source}: not there`)
    } catch (error) {
      reasons.push(`${source}: ${(error as Error).message.split('\n')[0]}`)
    }
  }
  throw new Error(
    `The browser tests need Chromium, and none could be started.\n${reasons.map((reason) => `  - ${reason}`).join('\n')}\n` +
      'Install Chromium or Chrome, or set CHROME_PATH to one, or let `npx playwright install --with-deps chromium` fetch one.',
  )
}
