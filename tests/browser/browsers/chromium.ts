/** Chromium, or a browser made from it. */
import type { Kind } from './kinds.ts'
import { program, windows } from './programs.ts'
import { launchWithPuppeteer } from './puppeteer.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...windows('Google/Chrome/Application/chrome.exe'),
]

/** For use in containers; and nothing that calls home. */
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update']

export const findChromium = () => program('CHROME_PATH', names, places)

export const chromium: Kind = {
  title: 'Chromium',
  isInstalled: () => findChromium() !== null,
  debians: ['chromium', 'fonts-dejavu-core'],
  advice: 'Install Chromium or Chrome, or set CHROME_PATH to one; `npx @puppeteer/browsers install chrome` fetches one.',
  launch: () => launchWithPuppeteer({ browser: 'chrome', executablePath: findChromium()!, args: flags }),
}
