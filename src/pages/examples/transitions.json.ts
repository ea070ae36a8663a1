/** Where the map of states leads to. */
import { getCollection } from 'astro:content'
import { shortestWays } from '../../components/shortest-ways.ts'

export const GET = async () => Response.json(shortestWays((await getCollection('examples')).map(({ id, data }) => [id, data] as const)))
