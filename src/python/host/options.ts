/** What Pyodide is started with, in a page as under Node. */
import type { PythonFiles } from './files/python-files.ts'
import type { PythonImage } from './image/python-image.ts'
import { type CreateModule, fromImage, withProgramName, withStandardLibrary } from './internals.ts'
import { withLocalTime } from './zones/local-time.ts'

export interface PythonParts {
  /** What `pyodide.asm.mjs` exports. */
  readonly create: CreateModule
  /** Shown in Python's file system. */
  readonly files: Promise<PythonFiles>
  /** What is left of `pyodide-lock.json`: no packages can be had from elsewhere. */
  readonly lock: Promise<string>
  /** Of a Python that has started; null: it starts by itself. */
  readonly image: Promise<PythonImage> | null
}

/** For `loadPyodide`. */
export function pyodideOptions({ create, files, lock, image }: PythonParts): object {
  const ours = withProgramName(withLocalTime(create))
  return {
    fsInit: withStandardLibrary(async (fs) => (await files).show(fs)),
    lockFileContents: lock,
    ...(image ? fromImage(ours, image) : { createPyodideModule: ours }),
  }
}

/** What Python needs of the text of a `pyodide-lock.json`. */
export const withoutPackages = (lock: string): string => JSON.stringify({ info: JSON.parse(lock).info, packages: {} })
