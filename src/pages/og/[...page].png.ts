/** `/og/PAGE.png`: the picture of each page for those who link to it. */
import { getCollection } from 'astro:content'
import type { APIRoute, GetStaticPaths } from 'astro'
import { type Caption, picture } from '../../open-graph/picture.ts'
import { sectionOf } from '../../open-graph/sections.ts'

export const getStaticPaths = (async () =>
  (await getCollection('docs')).map(({ id, data: { title, description = '' } }) => ({
    params: { page: id },
    props: { section: sectionOf(id), title, description } satisfies Caption,
  }))) satisfies GetStaticPaths

export const GET: APIRoute<Caption> = async ({ props }) => new Response(await picture(props), { headers: { 'content-type': 'image/png' } })
