import type { PlainMistakeKind } from '../../strings/mistakes.ts'

/** The HTML elements that a chapter may use: those for text, tables and pictures. */
export const htmlElements: readonly string[] =
  `a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn
  div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark nav ol p picture pre q rp rt ruby s samp section small source span strong sub
  summary sup svg table tbody td tfoot th thead time tr u ul var wbr`.split(/\s+/)

/** Those that a page's security policy leaves dead, or that belong to the frame, with what to do instead. */
export const refusedElements: Readonly<Record<string, PlainMistakeKind>> = {
  script: 'noScript',
  style: 'noStyle',
  iframe: 'noFrame',
  object: 'noEmbedding',
  embed: 'noEmbedding',
  video: 'noPlaying',
  audio: 'noPlaying',
  form: 'nothingToSend',
  input: 'useAnInput',
  button: 'useToggleOrChoice',
  select: 'useChoice',
  option: 'useChoice',
  optgroup: 'useChoice',
  label: 'useAnInput',
  fieldset: 'useAnInput',
  datalist: 'useAnInput',
  textarea: 'useCell',
  canvas: 'returnFromCell',
  h1: 'oneTitle',
}
