/** The entries of `/errors/`, as pages list them. */
import { getCollection } from 'astro:content'
import { type ErrorFacts, groups } from '../errors/schema.ts'

export interface ListedError {
  /** The last part of its address. */
  readonly slug: string
  readonly title: string
  readonly summary: string
  readonly facts: ErrorFacts
}

/** By group, and in it by the names of their files. */
export async function listedErrors(): Promise<ListedError[]> {
  const entries = await getCollection('docs')
  return entries
    .flatMap(({ id, data: { title, description = '', error } }) =>
      error ? [{ slug: id.replace(/^errors\//, ''), title, summary: description, facts: error }] : [],
    )
    .sort((one, other) => groups.indexOf(one.facts.group) - groups.indexOf(other.facts.group) || (one.slug < other.slug ? -1 : 1))
}
