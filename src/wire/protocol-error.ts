/** The bytes break the protocol. The one exception this folder throws: a wrong byte from outside must never look like a bug of ours. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  readonly problem: string
  /** Where the fault is: from the start of the message, of the bytes walked, or (from a splitter) of the whole stream. */
  readonly offset: number
  /** With which PostgreSQL would answer a client; null if it would close the connection without a word. */
  readonly sqlstate: string | null

  constructor(problem: string, offset: number, sqlstate: string | null = '08P01') {
    super(`${problem}, at byte ${offset}`)
    this.problem = problem
    this.offset = offset
    this.sqlstate = sqlstate
  }

  /** The same fault, told from a start that lies `by` bytes earlier. */
  moved(by: number): ProtocolError {
    return by === 0 ? this : new ProtocolError(this.problem, this.offset + by, this.sqlstate)
  }
}
