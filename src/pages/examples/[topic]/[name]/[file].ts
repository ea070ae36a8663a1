/** The files of an example, each at an address, and an archive of what a server of one's own needs. */
import { getCollection } from 'astro:content'
import type { APIRoute, GetStaticPaths } from 'astro'
import { ownServerFiles } from '../../../../examples/own-server.ts'
import { recordedWith } from '../../../../examples/recorded-with.ts'
import type { Example } from '../../../../examples/schema.ts'
import { zip } from '../../../../examples/zip.ts'

const json = (data: unknown) => `${JSON.stringify(data, null, 2)}\n`

function filesOf(name: string, example: Example): [string, string | Uint8Array<ArrayBuffer>][] {
  const { code, setup, expected, events } = example
  return [
    ['main.py', code],
    // For the playground
    [
      'program.json',
      json({ title: example.title, files: Object.entries({ 'main.py': code, ...(setup !== null && { 'setup.sql': setup }) }) }),
    ],
    ...(setup === null ? [] : [['setup.sql', setup] as [string, string]]),
    ['expected.json', json(expected)],
    ['events.json', json(events)],
    [`${name}.zip`, zip(ownServerFiles(example, { recordedWith }))],
  ]
}

export const getStaticPaths: GetStaticPaths = async () =>
  (await getCollection('examples')).flatMap(({ id, data }) => {
    const [topic, name] = id.split('/') as [string, string]
    return filesOf(name, data).map(([file, content]) => ({ params: { topic, name, file }, props: { content } }))
  })

export const GET: APIRoute<{ content: string | Uint8Array<ArrayBuffer> }> = ({ props }) => new Response(props.content)
