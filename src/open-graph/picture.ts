/** The picture that others show beside a link to a page: its section, title and description, over a timer that fires. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'
import satori from 'satori'
import { HEIGHT, WIDTH } from './size.ts'

export interface Caption {
  readonly section: string
  readonly title: string
  readonly description: string
}

interface Box {
  readonly type: 'div'
  readonly props: { readonly style: Readonly<Record<string, string | number>>; readonly children?: string | readonly Box[] }
}

const FAMILY = 'Source Sans 3'
const files = createRequire(import.meta.url)
const fonts = ([400, 700] as const).map((weight) => ({
  name: FAMILY,
  weight,
  style: 'normal' as const,
  data: readFileSync(files.resolve(`@fontsource/source-sans-3/files/source-sans-3-latin-${weight}-normal.woff`)),
}))

const box = (style: Box['props']['style'], children?: Box['props']['children']): Box => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, ...(children !== undefined && { children }) },
})

/** In the colours that the site draws the same in: a statement, the limit that fires, the failed transaction, and the connection that lives. */
const timer = box({ alignItems: 'center', height: 44 }, [
  box({ width: 96, height: 44, borderRadius: 6, border: '3px solid #6f7d92' }),
  box({ width: 520, height: 44, marginLeft: 8, borderRadius: 6, background: '#2f6fc4' }),
  box({ width: 8, height: 84, marginLeft: 8, borderRadius: 4, background: '#ff8a5c' }),
  box({ width: 150, height: 44, marginLeft: 8, borderRadius: 6, background: '#4c1f24', border: '3px dashed #ff7b72' }),
  box({ width: 230, height: 44, marginLeft: 8, borderRadius: 6, border: '3px solid #6f7d92' }),
])

export async function picture({ section, title, description }: Caption): Promise<Uint8Array<ArrayBuffer>> {
  const drawn = box(
    {
      flexDirection: 'column',
      justifyContent: 'space-between',
      width: WIDTH,
      height: HEIGHT,
      boxSizing: 'border-box',
      padding: '64px 72px',
      background: '#12161d',
      color: '#d9e0ea',
      fontFamily: FAMILY,
    },
    [
      box({ justifyContent: 'space-between', fontSize: 32, color: '#8ec2ff' }, [
        box({ fontWeight: 700 }, 'psycopg2 lab'),
        box({}, section),
      ]),
      box({ flexDirection: 'column' }, [
        box({ fontSize: title.length > 44 ? 58 : 72, fontWeight: 700, lineHeight: 1.15, color: '#ffffff' }, title),
        box({ marginTop: 20, fontSize: 32, lineHeight: 1.35 }, description),
      ]),
      timer,
    ],
  )
  // Satori's types ask for React, whose elements these are without it
  const svg = await satori(drawn as unknown as Parameters<typeof satori>[0], { width: WIDTH, height: HEIGHT, fonts })
  return new Uint8Array(new Resvg(svg).render().asPng())
}
