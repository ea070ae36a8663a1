/** `node tests/browser/ensure.ts`: gets a Chromium if there is none, before tests with time limits need it. */
import { launchChromium } from './chromium.ts'

const browser = await launchChromium()
console.log(`Chromium ${browser.version()}`)
await browser.close()
