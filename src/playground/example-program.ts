/** An example of the site as a program, by its id. */
import { type Program, readProgram } from './program.ts'

/** `folder` is the address of the list of all examples. Throws an Error whose message is for the reader. */
export async function exampleProgram(folder: string, id: string): Promise<Program> {
  const unknown = new Error(`There is no example ${id.slice(0, 80)}. The list of all examples has those that there are.`)
  if (!/^[\w-]+\/[\w-]+$/.test(id)) throw unknown
  const response = await fetch(`${folder}${id}/program.json`).catch(() => {
    throw new Error('The example could not be downloaded. Is there a connection to the network?')
  })
  if (!response.ok) throw unknown
  const program = readProgram(await response.text())
  if (typeof program === 'string') throw new Error(program)
  return program
}
