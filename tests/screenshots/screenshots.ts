/**
 * Takes pictures of the parts of an example, in light and dark, on a desktop and on a phone, into `.screenshots/`, for people to look at.
 * It needs the built site, and Chromium.
 *
 *   npm run screenshots [-- NAME …]     only of scenes whose names contain one of these
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { launch } from '../browser/browsers/kinds.ts'
import { Page } from '../browser/page.ts'
import { StaticServer } from '../browser/static-server.ts'
import { scenes } from './scenes.ts'

const dist = path.resolve('dist')
const target = path.resolve('.screenshots')
const widths = { desktop: 1280, phone: 390 } as const
const HEIGHT = 1400

if (!existsSync(path.join(dist, 'index.html'))) throw new Error('There is no built site in dist/. Run `npm run build` first.')
const wanted = process.argv.slice(2)
mkdirSync(target, { recursive: true })
const browser = await launch('chromium')
const server = new StaticServer({ folder: dist, prefix: '/', head: browser.head })
await server.listen()
try {
  for (const scene of scenes.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.includes(one))))
    for (const [device, width] of Object.entries(widths))
      for (const theme of ['light', 'dark']) {
        const tab = await browser.newTab()
        const page = new Page(tab)
        server.answers.script = `localStorage.setItem('starlight-theme', '${theme}')`
        await tab.resize(width, HEIGHT)
        await tab.goto(server.address + scene.address)
        const element = page.find(scene.part)
        await element.evaluate((part) => part.scrollIntoView({ block: 'start', behavior: 'instant' }))
        await scene.prepare?.(element, page)
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
        const file = path.join(target, `${scene.name}-${device}-${theme}.png`)
        writeFileSync(file, await tab.screenshot())
        console.log(path.relative('.', file))
        await tab.close()
      }
} finally {
  await browser.close()
  await server.close()
}
