import { loadPart } from '../../hosts/client/parts.ts'
import type { PageSources } from '../../hosts/page/page-cells.ts'
import {
  LanguageClient,
  type LanguageState,
  type LanguageWorker,
} from '../../language/language-client.ts'
import type { Answers, Question } from '../../language/protocol.ts'
import { pageId } from '../notebook.ts'
import { whenIdle } from '../when-idle.ts'
import { readPage } from './read-page.ts'

/** Milliseconds that one question may take, unless the page's `<html data-time-limit="…">` says so. */
const timeLimit = 10_000

/** The page's types: one worker for all of its editors, loaded after the first of them was opened. */
class PageTypes {
  #state: LanguageState | undefined
  #client: LanguageClient | undefined
  #starting: Promise<LanguageClient> | undefined
  readonly #listeners = new Set<() => void>()

  /** What is to be told; nothing as long as loading has not begun. */
  get state(): LanguageState | undefined {
    return this.#state
  }

  get isReady(): boolean {
    return this.#client?.isReady ?? false
  }

  /** Whether the types of a cell's code, as it stands, took too long. */
  isCostly(cell: string): boolean {
    return this.#client?.isCostly(cell) ?? false
  }

  /** Calls `listener` when the state changes; the returned function ends that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Begins to load what knows types, once all is there that runs an edit and the page has nothing to do. */
  start(): void {
    void this.#start().catch(() => this.#setState({ state: 'notLoaded' }))
  }

  /** Resolves to nothing where there is no answer. */
  async ask<Asked extends Question>(question: Asked): Promise<Answers[Asked['kind']] | undefined> {
    try {
      return await (await this.#start()).ask(question)
    } catch {
      return undefined
    }
  }

  #start(): Promise<LanguageClient> {
    if (!this.#starting) {
      this.#starting = this.#load()
      // The reader's next change tries again.
      this.#starting.catch(() => (this.#starting = undefined))
    }
    return this.#starting
  }

  async #load(): Promise<LanguageClient> {
    // All is there that an edit needs to run.
    await Promise.all([loadPart('kernel'), loadPart('compile')])
    await new Promise<void>(whenIdle)
    const [{ default: files }, page] = await Promise.all([
      import('virtual:notebook-language'),
      getSources(),
    ])
    return (this.#client = new LanguageClient({
      files,
      page,
      open: openWorker,
      read: () => readPage(page),
      limit: Number(document.documentElement.dataset['timeLimit']) || timeLimit,
      onState: (state) => this.#setState(state),
    }))
  }

  #setState(state: LanguageState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

/** The page's code as it was written. */
function getSources(): Promise<PageSources> {
  return import('virtual:notebook-programs').then(({ loadSources }) => loadSources(pageId ?? ''))
}

function openWorker(url: string): LanguageWorker {
  return new Worker(url) as LanguageWorker
}

export const pageTypes = new PageTypes()
