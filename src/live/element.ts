/**
 * `<live-example>`: complete HTML that this class makes run. Its contract for others: properties `code`, `state` and `moment`, methods `run`,
 * `check`, `stop` and `reset`, events `live-state`, `live-output`, `live-event`, `live-code` and `live-moment`, parts marked `data-part`; the attribute `revealed` while the result of an
 * example that asks a question is open.
 */
import type { ClockName, Judgement, RunEnd, RunRequest, WorkerMessage } from '../messages/run.ts'
import { adviceOn } from './advice.ts'
import { firstDifference } from './compare.ts'
import { Draft } from './drafts.ts'
import { ExerciseView } from './exercise.ts'
import { GuessView } from './guess.ts'
import { rememberRun, watchForIntent } from './intent.ts'
import { KnobsView } from './knobs.ts'
import { LabAccess } from './lab-access.ts'
import { Run } from './run.ts'
import { type Action, idle, isBusy, type RunOutcome, type RunState, reduce } from './state.ts'
import { isDisabled, show, showToolbar } from './toolbar.ts'
import { makeViews, type Views } from './views.ts'
import type { Workers } from './workers.ts'

/** Of the engine's time to the wall's; 0: it jumps. */
const RATES: Record<ClockName, number> = { real: 1, slow: 0.2, fast: 0 }

/** So long, in milliseconds, has an interrupted program for what it still wants to do. */
const GRACE = 1000

export class LiveExample extends HTMLElement {
  /** Set once by whoever defines the element. */
  static workers: Pick<Workers, 'number' | 'run' | 'prepare'>

  /** What a program has beside its code, where that is not in the page. */
  beside: Pick<RunRequest, 'setup' | 'files' | 'wheels'> | undefined

  #views: Views | null = null
  /** Null if the example asks nothing. */
  #guess: GuessView | null = null
  /** Null if it is none. */
  #exercise: ExerciseView | null = null
  #knobs: KnobsView | null = null
  #lab: LabAccess | null = null
  #draft: Draft | null = null
  /** The program of the latest run. */
  #ran = ''
  #listeners = new AbortController()
  #state: RunState = idle
  /** While one is going on. */
  #run: Run | null = null
  /** How quickly time passes in the latest run. */
  #rate = 1
  /** A knob has been moved, and its run is still to come. */
  #follows = false
  /** What Reset replaced, for Undo. */
  #replaced: string | null = null

  get code(): string {
    return this.#ready().code.code
  }

  set code(code: string) {
    this.#ready().code.code = code
  }

  /** Where the playhead is, in milliseconds since the run began; null: nowhere, and all there is is shown. */
  get moment(): number | null {
    this.#ready()
    return this.#lab?.moment ?? null
  }

  set moment(at: number | null) {
    this.#ready()
    if (this.#lab) this.#lab.moment = at
  }

  get state(): RunState['tag'] {
    return this.#state.tag
  }

  /** Runs the code as it stands. While a run is going on, this is that run. A program that fails is a result; only a broken engine rejects. */
  run(): Promise<RunOutcome> {
    return this.#run?.outcome ?? this.#begin()
  }

  /** Runs the code, and judges what it has done. Null if it was stopped, and where there is nothing to judge. */
  async check(): Promise<Judgement | null> {
    const { check } = this.#exercise ?? {}
    if (check === undefined) return null
    while (this.#run) await this.#run.outcome.catch(() => {})
    return (await this.#begin(check)).judgement ?? null
  }

  #begin(check?: string): Promise<RunOutcome> {
    const { code, drawing } = this.#ready()
    this.#ran = code.code
    code.begin()
    this.#guess?.reveal()
    const { beside = { setup: this.querySelector('[data-part="setup"] code')?.textContent ?? null } } = this
    const request: RunRequest = {
      ...beside,
      code: this.#ran,
      fileName: 'main.py',
      clock: this.#clock,
      ...(check !== undefined && { check }),
    }
    this.#exercise?.show(null)
    this.#rate = RATES[this.#clock]
    rememberRun()
    const begun = new Run(LiveExample.workers)
    this.#run = begun
    const run = begun.number
    this.#act({ type: 'run', run })
    const start = () => {
      if (this.#run !== begun) return
      begun.start(request, {
        progress: (progress) => this.#act({ type: 'progress', run, progress }),
        failed: (message) => this.#act({ type: 'failed', run, message }),
        message: (message) => this.#receive(message),
      })
    }
    // What it tells has to be drawn; the first time, an engine is made ready meanwhile
    LiveExample.workers.prepare()
    void drawing.ready().then(start)
    return begun.outcome
  }

  /**
   * Interrupts the program, as Ctrl+C would: it can roll back and say so. Where it cannot be interrupted, does not end within a second, or
   * is stopped again, the run is ended at once, whatever it is doing.
   */
  stop(): void {
    if (!isBusy(this.#state)) return
    if (this.#state.tag === 'running' && !this.#state.interrupted && this.#run?.interrupt()) {
      this.#act({ type: 'interrupt' })
      const run = this.#run
      setTimeout(() => this.#run === run && this.#end(), GRACE)
    } else this.#end()
  }

  #end(): void {
    if (!isBusy(this.#state)) return
    this.#run?.end()
    this.#act({ type: 'stop' })
  }

  /** Back to the code and the recording the page came with. What was typed can be had back with Undo. */
  reset(): void {
    this.#end()
    const { code, parts, restore } = this.#ready()
    const typed = code.code
    if (typed !== code.original) code.code = code.original
    restore()
    parts.difference.hidden = true
    this.#lab?.show(null)
    this.#exercise?.show(null)
    this.#act({ type: 'reset' })
    if (typed === code.original) return
    this.#replaced = typed
    show(parts.undo, true, parts.run)
    parts.status.textContent = 'The original code is back.'
  }

  /** Another program takes the place of this one. Nothing of what this one has shown stays. */
  open(code: string): void {
    this.#end()
    const { code: view, parts, restore } = this.#ready()
    restore()
    this.#lab?.show(null)
    this.#act({ type: 'reset' })
    view.replace(code)
    // Its colours come with the editor
    void view.edit(false)
    show(parts.undo, false, parts.run)
  }

  connectedCallback(): void {
    this.#listeners.abort()
    this.#listeners = new AbortController()
    const { signal } = this.#listeners
    const { parts, code, drawing } = this.#ready()
    const press = (button: HTMLButtonElement, action: () => void) =>
      button.addEventListener('click', () => isDisabled(button) || action(), { signal })
    for (const button of [parts.run, parts.retry]) press(button, () => void this.run())
    if (this.#exercise) press(this.#exercise.button, () => void this.check().catch(() => {}))
    press(parts.stop, () => this.stop())
    press(parts.reset, () => this.reset())
    press(parts.undo, () => this.#undo())
    press(parts.wrap, () => {
      code.wraps = !code.wraps
      parts.wrap.ariaPressed = String(code.wraps)
    })
    press(parts.copy, () => void this.#copy())
    code.listen(signal)
    this.#knobs?.listen(signal)
    this.#draft?.listen((text) => this.#changedElsewhere(text), signal)
    this.#lab?.listen(signal)
    const prepare = () => {
      LiveExample.workers.prepare()
      void drawing.ready()
    }
    watchForIntent(this, parts.run, prepare, signal)
    this.#guess?.listen(signal)
    this.#show()
  }

  disconnectedCallback(): void {
    // An element that is only moved is connected again by then.
    queueMicrotask(() => {
      if (this.isConnected) return
      this.#draft?.flush()
      this.#listeners.abort()
      this.#end()
    })
  }

  #ready(): Views {
    if (this.#views) return this.#views
    const { title = '' } = this.dataset
    this.#views = makeViews(this, {
      title,
      changed: (text) => this.#changed(text),
      run: () => void this.run(),
      numbered: async (line) => (await this.#lab?.toLine(line)) ?? false,
      drawn: (events, until, end, unseen) =>
        this.#lab?.show({ events, until, end, unseen, code: this.#ran, running: this.#state.tag === 'running' }),
    })
    const { code, parts } = this.#views
    const moved = (moment: number | null) => this.#tell('live-moment', { moment })
    this.#lab = new LabAccess({ root: this, id: this.#id(), code, output: parts.output, moved })
    this.#guess = GuessView.of(this, this.#id())
    this.#exercise = ExerciseView.of(this, this.#id())
    const rewrite = (text: string) => {
      code.code = text
      // Its colours come with the editor
      void code.edit(false)
    }
    this.#knobs = new KnobsView({ root: this, code: () => code.code, rewrite, moved: () => void this.#follow() })
    // Without a name it is no example, and whoever has made it keeps what is typed
    if (this.#id() === '') return this.#views
    this.#draft = new Draft(this.#id(), (isKept) => {
      if (!isKept) parts.hint.textContent = 'This browser does not keep your code: its storage is full, or closed to this page.'
    })
    const draft = this.#draft.load()
    if (draft !== null && draft !== code.original) {
      code.code = draft
      // Its colours come with the editor, which a page that has been edited once may load at once.
      void code.edit(false)
    }
    return this.#views
  }

  get #clock(): ClockName {
    return this.#ready().parts.clock.value as ClockName
  }

  /** The run of what a knob has made of the code. One that is going on is stopped first. */
  async #follow(): Promise<void> {
    if (this.#follows) return
    this.#follows = true
    for (let run = this.#run; run; run = this.#run) {
      this.stop()
      await run.outcome.catch(() => {})
    }
    this.#follows = false
    void this.run()
  }

  #id = () => this.dataset['example'] ?? ''

  #changed(text: string): void {
    const { code, parts } = this.#ready()
    this.#draft?.save(text === code.original ? null : text)
    show(parts.undo, false, parts.run)
    this.#knobs?.follow()
    this.#show()
    this.#tell('live-code', { code: text })
  }

  /** What is typed in one tab is there in the others, but never under somebody's hands. */
  #changedElsewhere(text: string | null): void {
    const { code } = this.#ready()
    if (!this.contains(document.activeElement) && !isBusy(this.#state)) code.code = text ?? code.original
  }

  #undo(): void {
    const { code, parts } = this.#ready()
    if (this.#replaced !== null) code.code = this.#replaced
    this.#replaced = null
    parts.status.textContent = 'Your code is back.'
  }

  async #copy(): Promise<void> {
    const { code, parts } = this.#ready()
    const copied = await navigator.clipboard?.writeText(code.code).then(
      () => true,
      () => false,
    )
    parts.status.textContent = copied
      ? 'The code is copied.'
      : 'This browser does not let the page copy. Mark the code, and copy it by key.'
  }

  #receive(message: Extract<WorkerMessage, { readonly run: number }>): void {
    if (!('run' in this.#state) || message.run !== this.#state.run || !isBusy(this.#state)) return
    const { output, drawing } = this.#ready()
    if (message.type === 'output') {
      output.append(message.stream, message.text)
      this.#tell('live-output', { stream: message.stream, text: message.text })
    } else if (message.type === 'event') {
      this.#run?.add(message.event)
      drawing.add(message.event)
      this.#tell('live-event', message.event)
    } else if (message.type === 'left-out') drawing.leftOut = message.leftOut
    else if (message.type === 'done') {
      drawing.leftOut = message.end.leftOut
      this.#act({ type: 'done', run: message.run, result: this.#run!.result(message.end) })
    } else this.#act(message)
  }

  #act(action: Action): void {
    const before = this.#state
    this.#state = reduce(before, action)
    if (this.#state === before) return
    const { output, drawing, code } = this.#ready()
    const { tag } = this.#state
    if (this.moment === null) code.mark(tag === 'running' && this.#state.line !== null ? [this.#state.line] : [])
    if (tag === 'running' && before.tag === 'running') {
      if (this.#state.interrupted !== before.interrupted) this.#show()
      return
    }
    if (tag === 'running') this.#clear()
    try {
      if (before.tag === 'running') {
        output.finish()
        // What came after the last event counts too, where the engine's clock is the wall's.
        const ran = 'result' in this.#state ? this.#state.result?.durationMs : undefined
        drawing.finish(this.#rate > 0 ? (ran ?? (this.#run?.duration ?? 0) * this.#rate) : 0)
        if (this.#state.tag === 'done') this.#judge(this.#state.result)
      }
    } finally {
      // Whatever cannot be drawn, the run is over
      this.#ended(before)
    }
  }

  #ended(before: RunState): void {
    const { tag } = this.#state
    this.#show()
    if ('result' in this.#state && this.#state.result?.judgement) this.#exercise?.show(this.#state.result.judgement)
    if (tag !== before.tag) this.#tell('live-state', { state: tag })
    if (this.#run?.settle(this.#state, this.#ready().output.text)) this.#run = null
  }

  /** Says of what was printed whether it is what was recorded, and of an exception what helps. */
  #judge({ stdout, exception }: RunEnd): void {
    const { output, parts, code, recorded } = this.#ready()
    const advice = adviceOn(exception, this.beside?.wheels !== undefined)
    if (advice !== null) output.note(advice)
    if (this.#ran !== code.original || this.#exercise || this.#id() === '') return
    const difference = firstDifference(recorded, stdout)
    parts.outputLabel.textContent = difference
      ? `Output of your run. In line ${difference.line} the real psycopg2 printed: ${difference.recorded}`
      : 'Output of your run, the same as recorded with the real psycopg2'
    if (difference) void this.#showDifference(recorded, stdout).catch(() => {})
  }

  async #showDifference(recorded: string, printed: string): Promise<void> {
    const run = this.#state
    const { showDifference } = await import('./lab/difference.ts')
    if (this.#state !== run) return
    const { difference } = this.#ready().parts
    showDifference(difference.querySelector('pre')!, recorded, printed)
    difference.hidden = false
  }

  /** The recording, or the run before, stays until the program really begins: a failed download leaves it in place. */
  #clear(): void {
    const { output, drawing, parts } = this.#ready()
    this.#run?.begin()
    // As high as what they replace, so that nothing below moves
    for (const part of [parts.output, parts.timeline]) part.style.minHeight = `${part.offsetHeight}px`
    output.clear()
    parts.difference.hidden = true
    drawing.begin(this.#rate)
    parts.outputLabel.textContent = 'Output of your run'
    parts.timelineLabel.textContent = 'Timeline of your run'
  }

  #show(): void {
    const { parts, code } = this.#ready()
    this.setAttribute('state', this.#state.tag)
    this.toggleAttribute('edited', code.code !== code.original)
    showToolbar(parts, this.#state, code.code !== code.original)
    if (this.#exercise) this.#exercise.busy = isBusy(this.#state)
  }

  #tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }))
  }
}
