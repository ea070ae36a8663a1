/** Makes the image that every page starts with: see src/postgres/server/start-image.ts. */
import type { FileTree } from '../../postgres/machine/file-tree.ts'
import type { MachineParts } from '../../postgres/machine/machine.ts'
import { Postmaster } from '../../postgres/server/postmaster.ts'
import { BlockingScheduler } from '../../scheduling/blocking-scheduler.ts'
import { SteppedClock } from '../../scheduling/clock.ts'

export async function makeImage(parts: MachineParts, cluster: FileTree): Promise<FileTree> {
  const stopped = new SteppedClock(Date.now(), 0)
  const postmaster = await Postmaster.start({ ...parts, cluster, scheduler: new BlockingScheduler(stopped) })
  return postmaster.image(cluster)
}
