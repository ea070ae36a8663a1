/**
 * Takes pictures of the parts of an example, and of pages, into `.screenshots/`, for people to look at: in light and dark, on a desktop, on a
 * phone and on the narrowest and the widest screens, in forced colours, and with little motion. It needs the built site, and Chromium.
 *
 *   npm run screenshots [-- NAME …]     only of pictures whose names contain one of these, such as `run` or `forced-dark`
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { launch } from '../browser/browsers/kinds.ts'
import { Page } from '../browser/page.ts'
import { StaticServer } from '../browser/static-server.ts'
import { scenes } from './scenes.ts'

const dist = path.resolve('dist')
const target = path.resolve('.screenshots')
const HEIGHT = 1400

interface Look {
  readonly name: string
  readonly width: number
  readonly theme: 'light' | 'dark'
  readonly features?: Readonly<Record<string, string>>
}

const FORCED = { 'forced-colors': 'active' }
const looks: readonly Look[] = [
  { name: 'desktop-light', width: 1280, theme: 'light' },
  { name: 'desktop-dark', width: 1280, theme: 'dark' },
  { name: 'phone-light', width: 390, theme: 'light' },
  { name: 'phone-dark', width: 390, theme: 'dark' },
  { name: 'narrow', width: 320, theme: 'light' },
  { name: 'wide', width: 3840, theme: 'light' },
  { name: 'forced-light', width: 1280, theme: 'light', features: { ...FORCED, 'prefers-color-scheme': 'light' } },
  { name: 'forced-dark', width: 1280, theme: 'dark', features: { ...FORCED, 'prefers-color-scheme': 'dark' } },
  { name: 'still', width: 1280, theme: 'light', features: { 'prefers-reduced-motion': 'reduce' } },
]

if (!existsSync(path.join(dist, 'index.html'))) throw new Error('There is no built site in dist/. Run `npm run build` first.')
const wanted = process.argv.slice(2)
mkdirSync(target, { recursive: true })
const browser = await launch('chromium')
const server = new StaticServer({ folder: dist, prefix: '/', head: browser.head })
await server.listen()
try {
  for (const scene of scenes)
    for (const look of looks) {
      const name = `${scene.name}-${look.name}`
      if (wanted.length > 0 && !wanted.some((one) => name.includes(one))) continue
      const tab = await browser.newTab()
      const page = new Page(tab)
      server.answers.script = `localStorage.setItem('starlight-theme', '${look.theme}')`
      await tab.resize(look.width, HEIGHT)
      if (look.features) await tab.emulate!(look.features)
      await tab.goto(server.address + scene.address)
      const element = page.find(scene.part)
      await element.evaluate((part) => part.scrollIntoView({ block: 'start', behavior: 'instant' }))
      await scene.prepare?.(element, page)
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      const file = path.join(target, `${name}.png`)
      writeFileSync(file, await tab.screenshot())
      console.log(path.relative('.', file))
      await tab.close()
    }
} finally {
  await browser.close()
  await server.close()
}
