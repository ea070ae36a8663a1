/** The one script for other people's pages, at an address that stays. */
import { stripTypeScriptTypes } from 'node:module'
import element from '../embed/element.ts?raw'

export const GET = () => new Response(stripTypeScriptTypes(element), { headers: { 'content-type': 'text/javascript; charset=utf-8' } })
