/** `<package-demo>`: a button, and what story.ts prints in a worker. */
class PackageDemo extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button')!
    const output = this.querySelector('pre')!
    button.addEventListener('click', () => {
      if (this.dataset['state'] === 'running') return
      this.dataset['state'] = 'running'
      output.textContent = ''
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
      const end = (state: string) => {
        worker.terminate()
        this.dataset['state'] = state
      }
      worker.addEventListener('message', ({ data }: MessageEvent<{ line?: string; end?: string }>) => {
        if (data.line !== undefined) output.append(`${data.line}\n`)
        if (data.end !== undefined) end(data.end)
      })
      worker.addEventListener('error', () => {
        output.append('The program that runs this could not be downloaded.\n')
        end('failed')
      })
    })
  }
}
customElements.define('package-demo', PackageDemo)
