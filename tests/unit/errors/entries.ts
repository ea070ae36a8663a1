/** The entries of `/errors/`, read from their files as the site reads them. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { type ErrorFacts, errorSchema } from '../../../src/errors/schema.ts'

export interface Entry {
  readonly slug: string
  readonly title: string
  readonly description: string
  readonly facts: ErrorFacts
  /** What stands below the facts. */
  readonly body: string
  /** The examples that it shows. */
  readonly examples: readonly string[]
}

const folder = 'src/content/docs/errors'

export const entries: readonly Entry[] = globSync('*.mdx', { cwd: folder })
  .filter((file) => file !== 'index.mdx')
  .sort()
  .map((file) => {
    const [, front, body] = readFileSync(path.join(folder, file), 'utf8').split(/^---$/m)
    const { title, description, error } = load(front!) as { title: string; description: string; error: unknown }
    return {
      slug: path.basename(file, '.mdx'),
      title,
      description,
      facts: errorSchema.parse(error),
      body: body!,
      examples: Array.from(body!.matchAll(/<LiveExample id="([^"]+)"/g), ([, id]) => id!),
    }
  })
