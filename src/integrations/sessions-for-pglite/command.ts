/** `node command.ts`: builds the engine if need be and prints its folder. Astro's configuration runs inside Vite, which cannot load Emscripten's module. */
import { buildServer } from './build.ts'

console.log(await buildServer((line) => console.error(line)))
process.exit() // PostgreSQL's timers may still be armed
