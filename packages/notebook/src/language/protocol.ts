import type { PageSources } from '../hosts/page/page-cells.ts'
import type { NameAt, NameInfo, NameOffer, TypeMistake } from './typed-page.ts'

/** The addresses of what the worker is made of, and what they weigh unpacked. */
export interface LanguageFiles {
  worker: string
  service: string
  declarations: string
  size: number
}

/** What a reader changed on a page, as it stands, whether or not it was run. */
export interface ReaderChanges {
  /** Code of cells; `null` takes a cell away. */
  cells: Readonly<Record<string, string | null>>
  /** All inputs of the page, if there are others than before. */
  inputs?: PageSources['inputs']
}

export type Question =
  | { kind: 'complete'; cell: string; offset: number }
  | { kind: 'explain'; cell: string; offset: number; label: string }
  | { kind: 'hover'; cell: string; offset: number }
  | { kind: 'signature'; cell: string; offset: number }
  | { kind: 'check'; cell: string }

/** What each kind of question is answered with; nothing where there is nothing to tell. */
export interface Answers {
  complete: NameOffer[]
  explain: NameInfo | undefined
  hover: NameAt | undefined
  signature: NameInfo | undefined
  check: TypeMistake[]
}

/** The first message goes to the script that loads the others. */
export interface StartRequest {
  type: 'start'
  files: LanguageFiles
  page: PageSources
}

export interface LanguageRequest {
  type: 'ask'
  id: number
  changes: ReaderChanges
  question: Question
}

export type LanguageReply =
  | { type: 'progress'; loaded: number }
  | { type: 'ready' }
  | { type: 'notLoaded' }
  | { type: 'answer'; id: number; answer: unknown }
