import { defineCollection } from 'astro:content'
import { docsLoader } from '@astrojs/starlight/loaders'
import { docsSchema } from '@astrojs/starlight/schema'
import { z } from 'astro/zod'
import { errorSchema } from './errors/schema.ts'
import { examplesLoader } from './examples/loader.ts'

export const collections = {
  // The entries of /errors/ are pages with facts of a fixed shape
  docs: defineCollection({ loader: docsLoader(), schema: docsSchema({ extend: z.object({ error: errorSchema.optional() }) }) }),
  examples: defineCollection({ loader: examplesLoader('examples') }),
}
