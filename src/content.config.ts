import { defineCollection } from 'astro:content'
import { docsLoader } from '@astrojs/starlight/loaders'
import { docsSchema } from '@astrojs/starlight/schema'
import { examplesLoader } from './examples/loader.ts'

export const collections = {
  docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }),
  examples: defineCollection({ loader: examplesLoader('examples') }),
}
