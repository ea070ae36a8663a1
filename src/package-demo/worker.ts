/** Starts the package's server in a worker, from the files that the site has for its examples, and lets story.ts use it. */
import { Server, start } from '../package/server.ts'
import { Downloads } from '../worker/downloads.ts'
import { loadServer } from '../worker/load-server.ts'
import { story } from './story.ts'

const base = new URL(import.meta.env.DEV ? '/lab/' : '../lab/', self.location.href)
const print = (line: string) => self.postMessage({ line })

async function main(): Promise<void> {
  const downloads = Downloads.open(base, import.meta.env.ENGINE_FILES, () => {})
  const server = new Server(await start(await Promise.race([downloads.failed, loadServer(downloads)]), {}))
  await story(server, print)
  await server.close()
}

main().then(
  () => self.postMessage({ end: 'done' }),
  (error: Error) => self.postMessage({ end: 'failed', line: error.message }),
)
