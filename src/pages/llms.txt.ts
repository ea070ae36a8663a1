/** `/llms.txt`: the plain text of all pages, with the examples' code and what they print. */
import { getCollection } from 'astro:content'
import type { APIRoute } from 'astro'
import { plainText } from '../components/plain-text.ts'
import { exampleIds, readRecording } from '../examples/reader.ts'

const RECORDINGS = 'src/content/recordings'

export const GET: APIRoute = async () => {
  const examples = new Map((await getCollection('examples')).map(({ id, data }) => [id, data]))
  const recordings = new Map(exampleIds(RECORDINGS).map((id) => [id, { ...readRecording(RECORDINGS, id), exercise: null }]))
  const pages = (await getCollection('docs')).toSorted((one, other) => one.id.localeCompare(other.id, 'en'))
  const texts = pages.map(({ id, data, body }) => {
    const address = id === 'index' ? '/' : `/${id}/`
    return `# ${data.title}\n\n${address}\n\n> ${data.description}\n\n${plainText(body ?? '', (program) => examples.get(program) ?? recordings.get(program) ?? null)}\n`
  })
  return new Response(texts.join('\n\n'), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
