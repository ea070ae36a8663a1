/**
 * Wheels by name from the Python Package Index: the newest version in pure Python that fits, what it needs, and what that needs. The index is
 * asked only when a reader has pressed a button that says so. A wheel is taken if it has the digest that the index names.
 */
import { maxSatisfying, satisfies } from '@renovatebot/pep440'
import { problemWithSize, problemWithWheel } from '../wheels.ts'
import { readFromArchive } from './archive.ts'
import { FILES, INDEX } from './hosts.ts'
import { normalName, PYTHON, type Requirement, readRequirement } from './requirement.ts'

/** Nobody who asks for one package wants more. */
const PACKAGES_AT_MOST = 25
const PURE = /-(?:py3|py2\.py3)-none-any\.whl$/
/** Is part of the page, whatever a package says it needs. */
const HERE = /^psycopg2(-binary)?$/

export interface Wheel {
  /** Of the file. */
  readonly name: string
  readonly file: Blob
}

interface Options {
  readonly index?: string
  readonly files?: string
  /** Wheels that are there, by the names of their files. */
  readonly has: Iterable<string>
  /** What is being done. */
  say(words: string): void
}

/** As the index describes a file. */
interface Described {
  readonly filename: string
  readonly url: string
  readonly size: number
  readonly digests: { readonly sha256: string }
  readonly requires_python: string | null
  readonly yanked: boolean
}

/** Throws what is wrong, in words. */
export async function getWheels(asked: string, options: Options): Promise<Wheel[]> {
  const versions = new Map(Array.from(options.has, (name) => name.split('-')).map(([name, version]) => [normalName(name!), version!]))
  const wheels: Wheel[] = []
  const wanted: { requirement: Requirement; by: string | null }[] = []
  const want = (text: string, by: string | null) => {
    const requirement = readRequirement(text)
    if (requirement && !(by !== null && HERE.test(requirement.name))) wanted.push({ requirement, by })
  }
  want(asked, null)
  for (let next = wanted.shift(); next; next = wanted.shift()) {
    const { requirement, by } = next
    const { name, specifier } = requirement
    if (HERE.test(name)) throw new Error('psycopg2 is here already, rewritten for the page.')
    const there = versions.get(name)
    if (there !== undefined) {
      if (specifier === '' || satisfies(there, specifier)) continue
      throw new Error(`${by ?? 'You'} want${by ? 's' : ''} ${name}${specifier}, and ${name} ${there} is there. Remove it first.`)
    }
    if (wheels.length >= PACKAGES_AT_MOST)
      throw new Error(`${asked} needs more than ${PACKAGES_AT_MOST} packages: a page does not take so many.`)
    const [version, wheel] = await get(requirement, options)
    versions.set(name, version)
    wheels.push(wheel)
    for (const line of await needsOf(wheel)) want(line, `${name} ${version}`)
  }
  return wheels
}

async function get({ name, specifier }: Requirement, { index = INDEX, files = FILES, say }: Options): Promise<[version: string, Wheel]> {
  say(`Asking ${new URL(index).host} for ${name}.`)
  const response = await ask(`${index}/pypi/${name}/json`)
  if (response.status === 404) throw new Error(`${new URL(index).host} knows no package ${name}.`)
  const releases = releasesOf(await answerOf(response))
  const fitting = new Map(Array.from(releases).flatMap(([version, all]) => all.filter(isFor).map((file) => [version, file])))
  const version = maxSatisfying([...fitting.keys()], specifier || '>=0')
  if (version === null) {
    const kind = releases.size > 0 && fitting.size === 0 ? 'in pure Python' : `${specifier || 'of any version'} in pure Python`
    throw new Error(`There is no wheel of ${name} ${kind} for Python ${PYTHON.replace(/\.\d+$/, '')}, so a page cannot have it.`)
  }
  const file = fitting.get(version)!
  if (!file.url.startsWith(`${files}/`)) throw new Error(`The index names a file that is not at ${new URL(files).host}; it is not fetched.`)
  const tooLarge = problemWithSize(file.filename, file.size)
  if (tooLarge !== null) throw new Error(tooLarge)
  say(`Fetching ${file.filename} from ${new URL(files).host}, ${Math.ceil(file.size / 1000).toLocaleString('en')} kB.`)
  const content = await (await answered(await ask(file.url))).arrayBuffer()
  if ((await sha256(content)) !== file.digests.sha256)
    throw new Error(
      `${file.filename} does not have the digest that the index names: it is cut, or somebody has changed it. It is not used.`,
    )
  const wheel = { name: file.filename, file: new Blob([content]) }
  const problem = await problemWithWheel(wheel.name, wheel.file)
  if (problem !== null) throw new Error(problem)
  return [version, wheel]
}

const isFor = (file: Described) =>
  PURE.test(file.filename) && !file.yanked && (!file.requires_python || satisfies(PYTHON, file.requires_python))

/** No cookies, and no word of where the reader is. */
const ask = (address: string): Promise<Response> =>
  fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' }).catch(() => {
    throw new Error(`${new URL(address).host} cannot be reached. Is there a connection to the network?`)
  })

function answered(response: Response): Response {
  if (!response.ok) throw new Error(`${new URL(response.url).host} answers with ${response.status}. Try again later.`)
  return response
}

const unclear = () => new Error('The index has answered something that this page does not understand.')

async function answerOf(response: Response): Promise<unknown> {
  try {
    return await answered(response).json()
  } catch (error) {
    throw error instanceof SyntaxError ? unclear() : error
  }
}

const isDescribed = (it: unknown): it is Described => {
  const file = it as Partial<Described> | null
  return (
    typeof file === 'object' &&
    typeof file?.filename === 'string' &&
    typeof file.url === 'string' &&
    typeof file.size === 'number' &&
    typeof file.digests?.sha256 === 'string' &&
    (file.requires_python == null || typeof file.requires_python === 'string')
  )
}

function releasesOf(answer: unknown): Map<string, Described[]> {
  const { releases } = (answer ?? {}) as { releases?: unknown }
  if (typeof releases !== 'object' || releases === null) throw unclear()
  return new Map(Object.entries(releases).map(([version, files]) => [version, Array.isArray(files) ? files.filter(isDescribed) : []]))
}

async function sha256(content: ArrayBuffer): Promise<string> {
  // Only pages over https, or of this machine, have it
  if (!crypto.subtle) throw new Error('This page came over a connection that is not safe, so the browser does not let it check a wheel.')
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The lines of `Requires-Dist` in its METADATA. */
export async function needsOf({ name, file }: Wheel): Promise<string[]> {
  const metadata = await readFromArchive(new Uint8Array(await file.arrayBuffer()), /^[^/]+\.dist-info\/METADATA$/)
  if (metadata === null) throw new Error(`${name} does not say what it needs: it has no METADATA.`)
  const [head = ''] = metadata.split(/\r?\n\r?\n/, 1)
  return Array.from(head.matchAll(/^Requires-Dist: *(.+?)\r?$/gm), ([, need]) => need!)
}
