import type { PageSources } from '../hosts/page/page-cells.ts'
import { Deadline } from './deadline.ts'
import type {
  Answers,
  LanguageFiles,
  LanguageReply,
  LanguageRequest,
  Question,
  ReaderChanges,
  StartRequest,
} from './protocol.ts'

/** What readers are told of the types. */
export type LanguageState =
  | { state: 'loading'; share: number }
  | { state: 'ready' }
  | { state: 'notLoaded' }
  /** The types of this cell take too long; they wait for another version of its code. */
  | { state: 'tooLong'; cell: string }

/** A worker, or what stands for one in tests. */
export interface LanguageWorker {
  postMessage: (message: StartRequest | LanguageRequest) => void
  onmessage: ((event: { data: LanguageReply }) => void) | null
  onerror: ((event: unknown) => void) | null
  terminate: () => void
}

export interface LanguageClientOptions {
  open: (url: string) => LanguageWorker
  files: LanguageFiles
  page: PageSources
  /** The code and the inputs of all cells, as they stand. */
  read: () => PageSources
  /** Milliseconds that one question may take. */
  limit: number
  onState: (state: LanguageState) => void
}

interface Waiting {
  question: Question
  resolve: (answer: unknown) => void
}

/**
 * The page's side of the worker that knows types. Of each kind of question only the newest waits; one
 * is under way at a time. A worker that does not answer in time is ended, and another takes its
 * place, with the code that was answered last.
 */
export class LanguageClient {
  readonly #options: LanguageClientOptions
  readonly #deadline: Deadline
  #worker: LanguageWorker | undefined
  #isReady = false
  #id = 0
  #asked: (Waiting & { id: number; sent: Map<string, string> }) | undefined
  /** By kind and cell. */
  readonly #waiting = new Map<string, Waiting>()
  /** What the worker has. */
  #sent: Map<string, string>
  #sentInputs: string
  /** What a worker has answered with. */
  #good: Map<string, string>
  /** For each cell whose types took too long, that code. */
  readonly #costly = new Map<string, string>()

  constructor(options: LanguageClientOptions) {
    this.#options = options
    this.#good = this.#sent = new Map(Object.entries(options.page.cells))
    this.#sentInputs = JSON.stringify(options.page.inputs)
    this.#deadline = new Deadline(options.limit, () => this.#replace())
    this.#start()
  }

  get isReady(): boolean {
    return this.#isReady
  }

  /** Whether the types of a cell's code, as it stands, took too long. */
  isCostly(cell: string): boolean {
    const source = this.#costly.get(cell)
    return source !== undefined && this.#options.read().cells[cell] === source
  }

  /**
   * Asks the worker. Resolves to nothing where it is not there yet, where a newer question of the
   * kind, about the same cell, comes before this one is asked, and where the answer takes too long.
   */
  ask<Asked extends Question>(question: Asked): Promise<Answers[Asked['kind']] | undefined> {
    const key = `${question.kind} ${question.cell}`
    this.#waiting.get(key)?.resolve(undefined)
    if (!this.#worker && !this.#isReady) this.#start()
    const { promise, resolve } = Promise.withResolvers<unknown>()
    this.#waiting.set(key, { question, resolve })
    this.#next()
    return promise as Promise<Answers[Asked['kind']] | undefined>
  }

  #start(): void {
    const { open, files, page, onState } = this.#options
    onState({ state: 'loading', share: 0 })
    const worker = (this.#worker = open(files.worker))
    worker.onmessage = ({ data }) => this.#onReply(data)
    worker.onerror = () => this.#onReply({ type: 'notLoaded' })
    worker.postMessage({ type: 'start', files, page })
  }

  #onReply(reply: LanguageReply): void {
    switch (reply.type) {
      case 'progress':
        return this.#options.onState({
          state: 'loading',
          share: Math.min(1, reply.loaded / this.#options.files.size),
        })
      case 'ready':
        this.#isReady = true
        this.#options.onState({ state: 'ready' })
        return this.#next()
      case 'notLoaded':
        return this.#giveUp()
      case 'answer':
        return this.#onAnswer(reply.id, reply.answer)
    }
  }

  #onAnswer(id: number, answer: unknown): void {
    const asked = this.#asked
    if (asked?.id !== id) return
    this.#asked = undefined
    this.#deadline.stop()
    this.#good = asked.sent
    asked.resolve(answer)
    this.#next()
  }

  /** Asks the next question, unless one is under way. */
  #next(): void {
    if (this.#asked || !this.#isReady) return
    const [[key, waiting] = []] = this.#waiting
    if (key === undefined || !waiting) return
    this.#waiting.delete(key)
    if (this.isCostly(waiting.question.cell)) {
      waiting.resolve(undefined)
      return this.#next()
    }
    const changes = this.#takeChanges()
    const id = ++this.#id
    this.#asked = { ...waiting, id, sent: this.#sent }
    this.#worker?.postMessage({ type: 'ask', id, changes, question: waiting.question })
    this.#deadline.start()
  }

  /** What differs from what the worker has. Code whose types took too long is left as it was before. */
  #takeChanges(): ReaderChanges {
    const { cells, inputs } = this.#options.read()
    const now = new Map(Object.entries(cells))
    for (const [name, source] of this.#costly) {
      const good = this.#good.get(name)
      if (now.get(name) !== source) this.#costly.delete(name)
      else if (good === undefined) now.delete(name)
      else now.set(name, good)
    }
    const changed: Record<string, string | null> = {}
    for (const [name, source] of now) if (this.#sent.get(name) !== source) changed[name] = source
    for (const name of this.#sent.keys()) if (!now.has(name)) changed[name] = null
    this.#sent = now
    const key = JSON.stringify(inputs)
    const areSame = key === this.#sentInputs
    this.#sentInputs = key
    return { cells: changed, ...(!areSame && { inputs }) }
  }

  /** Ends a worker that does not answer, and starts another without the code that kept it. */
  #replace(): void {
    const asked = this.#asked
    if (!asked) return
    const { cell } = asked.question
    for (const [name, source] of asked.sent)
      if (name === cell || this.#good.get(name) !== source) this.#costly.set(name, source)
    this.#end()
    asked.resolve(undefined)
    this.#start()
    this.#options.onState({ state: 'tooLong', cell })
  }

  #giveUp(): void {
    this.#end()
    for (const { resolve } of this.#waiting.values()) resolve(undefined)
    this.#waiting.clear()
    this.#options.onState({ state: 'notLoaded' })
  }

  #end(): void {
    this.#worker?.terminate()
    this.#worker = undefined
    this.#isReady = false
    this.#asked = undefined
    this.#deadline.stop()
    this.#sent = new Map(Object.entries(this.#options.page.cells))
    this.#sentInputs = JSON.stringify(this.#options.page.inputs)
  }
}
