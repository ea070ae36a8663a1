/** Saves the timeline as a picture. */
import { renderSvg } from '../../timeline/svg.ts'
import type { Story } from './lab.ts'

export function saveSvg({ events, until, unseen }: Story, title: string): void {
  const address = URL.createObjectURL(new Blob([renderSvg(events, title, { until, unseen })], { type: 'image/svg+xml' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'timeline'
  }.svg`
  link.click()
  URL.revokeObjectURL(address)
}
