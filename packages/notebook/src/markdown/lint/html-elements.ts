/** The HTML elements that a chapter may use: those for text, tables and pictures. */
export const htmlElements: readonly string[] =
  `a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn
  div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark nav ol p picture pre q rp rt ruby s samp section small source span strong sub
  summary sup svg table tbody td tfoot th thead time tr u ul var wbr`.split(/\s+/)

/** Those that a page's security policy leaves dead, or that belong to the frame, with what to do instead. */
export const refusedElements: Readonly<Record<string, string>> = {
  script: 'a page runs no script of its own: compute in a cell',
  style:
    'a page takes no style of its own: use what the book’s style sheet has, or a style attribute',
  iframe: 'a page frames nothing: link to it',
  object: 'a page embeds nothing: link to it',
  embed: 'a page embeds nothing: link to it',
  video: 'a page plays nothing: link to it',
  audio: 'a page plays nothing: link to it',
  form: 'there is nothing to send anywhere: use <Slider>, <Vector>, <Choice> or <Toggle>',
  input: 'use <Slider>, <Vector>, <Choice> or <Toggle>',
  button: 'use <Toggle> or <Choice>',
  select: 'use <Choice>',
  textarea: 'use a cell, which a reader can edit',
  canvas: 'return it from a cell',
  h1: 'the title in the frontmatter is the page’s only one: begin with <h2>, or with ##',
}
