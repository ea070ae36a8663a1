/** What draws: a part of its own, which is fetched when something is run or zoomed. */
export { isOpen } from '../timeline/ends.ts'
export { horizon } from '../timeline/horizon.ts'
export { TRACK } from '../timeline/model.ts'
export { renderDrawing, renderText } from '../timeline/render.ts'
