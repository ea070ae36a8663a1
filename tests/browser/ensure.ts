/** `node tests/browser/ensure.ts`: gets the browsers that are not there, before tests with time limits need them. */
import { browserNames } from './browsers/browser.ts'
import { askedFor, kinds, launch } from './browsers/kinds.ts'
import { installDebians, mayInstall } from './browsers/programs.ts'

const asked = askedFor()
const missing = (asked ?? browserNames).filter((name) => !kinds[name].isInstalled())
if (missing.length > 0 && mayInstall()) installDebians(missing.flatMap((name) => kinds[name].debians))

let started = 0
for (const name of asked ?? browserNames) {
  const { title, isInstalled, advice } = kinds[name]
  if (!isInstalled()) {
    console.error(`${title} is not there, so nothing is tested in it. ${advice}`)
    // Who asks for one by name must have it, and who may install has been let down
    if (asked || mayInstall()) process.exitCode = 1
    continue
  }
  const browser = await launch(name)
  console.log(`${title} ${browser.version}`)
  await browser.close()
  started++
}
if (started === 0) process.exitCode = 1
