/** `npm run screenshots:readme`: the picture in README.md, of the start page. It needs the built site, and Chromium. */
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { launch } from '../browser/browsers/kinds.ts'
import { Page } from '../browser/page.ts'
import { StaticServer } from '../browser/static-server.ts'

const FILE = '.github/lab.png'
const WIDTH = 1280
const HEIGHT = 1320
/** As for a reader who wants little motion: the recording stands still, at its end. */
const STILL = `
  localStorage.setItem('starlight-theme', 'light')
  const { matchMedia } = window
  window.matchMedia = (query) => (query.includes('reduced-motion') ? { matches: true } : matchMedia(query))
  document.currentScript.remove()`

const dist = path.resolve('dist')
if (!existsSync(path.join(dist, 'index.html'))) throw new Error('There is no built site in dist/. Run `npm run build` first.')
const browser = await launch('chromium')
const server = new StaticServer({ folder: dist, prefix: '/', head: browser.head })
await server.listen()
try {
  const tab = await browser.newTab()
  server.answers.script = `{${STILL}}`
  await tab.resize(WIDTH, HEIGHT)
  await tab.goto(server.address)
  await new Page(tab).find('live-example:defined').appears()
  writeFileSync(FILE, await tab.screenshot())
  console.log(FILE)
} finally {
  await browser.close()
  await server.close()
}
