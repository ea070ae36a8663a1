/** Firefox, of whatever channel. */
import type { Kind } from './kinds.ts'
import { program, windows } from './programs.ts'
import { launchWithPuppeteer } from './puppeteer.ts'

const names = ['firefox-esr', 'firefox']
const places = ['/Applications/Firefox.app/Contents/MacOS/firefox', ...windows('Mozilla Firefox/firefox.exe')]

/** Said when a worker is ended that computes on a stack of JSPI. */
const harmless = ['uncaught exception: undefined']

const find = () => program('FIREFOX_PATH', names, places)

export const firefox: Kind = {
  title: 'Firefox',
  isInstalled: () => find() !== null,
  debians: ['firefox-esr', 'fonts-dejavu-core'],
  advice: 'Install Firefox, or set FIREFOX_PATH to one; `npx @puppeteer/browsers install firefox@esr` fetches one.',
  launch: () => launchWithPuppeteer({ browser: 'firefox', executablePath: find()! }, harmless),
}
