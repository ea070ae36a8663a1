/** A recording as the playground opens it: its program, the package that it needs, and what the real thing has printed. Pure. */
import { type Program, readProgram, titleOf, writeProgram } from './program.ts'

export interface Template extends Program {
  /** As one asks an index for it. */
  readonly needs: string
  readonly recorded: {
    readonly output: string
    /** Such as `psycopg2 2.9.13`. */
    readonly versions: readonly string[]
  }
}

export const writeTemplate = ({ needs, recorded, ...program }: Template): string =>
  JSON.stringify({ program: writeProgram(program), needs, recorded })

/** What the site has at an address; or what is wrong with it, in words. */
export function readTemplate(json: string): Template | string {
  const { program, needs, recorded } = JSON.parse(json) as { program: string } & Pick<Template, 'needs' | 'recorded'>
  const read = readProgram(program)
  return typeof read === 'string' ? read : { ...read, title: titleOf(read.title), needs, recorded }
}
