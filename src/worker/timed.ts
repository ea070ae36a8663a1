/** Notes how long each stage of a start takes, in the browser's performance timeline: for its own tools, and for the bench. */
export async function timed<Result>(stage: string, work: () => Result | Promise<Result>): Promise<Result> {
  performance.mark(stage)
  const result = await work()
  performance.measure(stage, stage)
  return result
}
