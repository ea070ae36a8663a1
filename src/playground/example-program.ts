/** An example of the site as a program, by its id. */
import { getById } from './get-by-id.ts'
import { type Program, readProgram } from './program.ts'

/** `folder` is the address of the list of all examples. Throws an Error whose message is for the reader. */
export const exampleProgram = (folder: string, id: string): Promise<Program> =>
  getById(id, {
    what: 'example',
    elsewhere: '. The list of all examples has those that there are.',
    address: (id) => `${folder}${id}/program.json`,
    read: readProgram,
  })
