/** The recordings that the playground can run once it has their wheels. */
import type { APIRoute, GetStaticPaths } from 'astro'
import recordedWith from '../../../../examples/recorded.json'
import { readRecording } from '../../../examples/reader.ts'
import { writeTemplate } from '../../../playground/template.ts'
import { WITH_WHEELS } from '../../../playground/templates.ts'

export const getStaticPaths: GetStaticPaths = () =>
  WITH_WHEELS.map(([id, , needs]) => {
    const [topic, name] = id.split('/') as [string, string]
    const { title, code, expected, tools } = readRecording('src/content/recordings', id)
    const recorded = { output: expected.stdout, versions: [...tools, `PostgreSQL ${recordedWith.postgresql}`] }
    return { params: { topic, name }, props: { content: writeTemplate({ title, files: new Map([['main.py', code]]), needs, recorded }) } }
  })

export const GET: APIRoute<{ content: string }> = ({ props }) => new Response(props.content)
