import { refuse } from './error.ts'
import { parseTree, type KatexNode } from './katex-tree.ts'
import { checkLimits } from './check-limits.ts'
import { FOLDS, FUNCTIONS, SIGNS } from './signs.ts'
import { cover, type Span } from './span.ts'
import { isMark, type Script, type Table, type Token } from './token.ts'

/** The tokens of a formula, as KaTeX sets it. */
export function toTokens(tex: string): Token[] {
  checkLimits(tex)
  const tree = parseTree(tex)
  return joinNumbers(new Walker(tex).list(tree), tex)
}

/**
 * Walks KaTeX's tree in the order of the source. Many nodes carry no place (`\sum`, `\log`, `\frac`)
 * or that of a macro's body (`\ne`): the cursor finds them again in the source.
 */
class Walker {
  private cursor = 0
  private readonly tex: string

  constructor(tex: string) {
    this.tex = tex
  }

  list(nodes: readonly KatexNode[]): Token[] {
    return nodes.flatMap((node) => this.node(node))
  }

  private node(node: KatexNode): Token[] {
    const read = READERS[node.type]
    if (read === undefined) return [this.other(node)]
    return read(this, node)
  }

  /** The tokens of a field that holds a node or a list; KaTeX uses both. */
  body(field: unknown): Token[] {
    if (field === null || field === undefined) return []
    return Array.isArray(field) ? this.list(field as KatexNode[]) : this.node(field as KatexNode)
  }

  /** Where a node without children stands; moves the cursor past it. */
  spanOf(node: KatexNode): Span {
    const own = node.loc?.lexer.input === this.tex ? node.loc : undefined
    // KaTeX counts the blanks after a command as part of it.
    const span = own
      ? { start: own.start, end: own.start + this.source(own).trimEnd().length }
      : this.next()
    this.cursor = Math.max(this.cursor, span.end)
    return span
  }

  /** The next command or letter of the source, past blanks, braces and alignment marks. */
  next(): Span {
    const rest = SILENT.exec(this.tex.slice(this.cursor))
    const start = this.cursor + (rest?.[0].length ?? 0)
    const word = /^(?:\\(?:[a-zA-Z]+\*?|.)|[^\\])/s.exec(this.tex.slice(start))
    return { start, end: start + (word?.[0].length ?? 0) }
  }

  /** Runs `read` and returns its tokens with the stretch of source that they took. */
  stretch<T>(read: () => T): [T, Span] {
    const { start } = this.next()
    const result = read()
    return [result, { start, end: Math.max(start, this.cursor) }]
  }

  /** Moves past a command without children, such as the `\frac` before its arguments. */
  skipCommand(): Span {
    const span = this.next()
    this.cursor = Math.max(this.cursor, span.end)
    return span
  }

  skipCommands(count: number): void {
    for (let n = 0; n < count; n++) this.skipCommand()
  }

  /** `x_i^2` and `x^2_i` are one node: reads whichever script stands first. */
  scripts(node: KatexNode): { sub: Token[] | undefined; sup: Token[] | undefined } {
    const upFirst = /^[\s}]*(\^|')/.test(this.tex.slice(this.cursor))
    const early = upFirst ? this.script(node.sup) : this.script(node.sub)
    const late = upFirst ? this.script(node.sub) : this.script(node.sup)
    return upFirst ? { sub: late, sup: early } : { sub: early, sup: late }
  }

  private script(node: KatexNode | null | undefined): Token[] | undefined {
    return node ? joinNumbers(this.node(node), this.tex) : undefined
  }

  other(node: KatexNode): Token {
    const [body, span] = this.stretch(() => {
      this.spanOf(node)
      return [...this.body(node.base), ...this.body(isTree(node.body) ? node.body : undefined)]
    })
    return {
      type: 'other',
      name: this.source(span).match(/^\\[a-zA-Z]+/)?.[0] ?? node.type,
      body,
      span,
    }
  }

  source(span: Span): string {
    return this.tex.slice(span.start, span.end)
  }

  joined(tokens: Token[]): Token[] {
    return joinNumbers(tokens, this.tex)
  }
}

/** What stands in the source and makes no token: blanks, braces, environments, matters of print. */
const SILENT = new RegExp(
  `^(?:${[
    String.raw`\s|[{}&^_]|%[^\n]*\n`,
    String.raw`\\[,;:!> ]|\\\\(?:\[[^\]]*\])?`,
    String.raw`\\(?:begin|end)\{[^}]*\}(?:\{\d*\})?`,
    String.raw`\\(?:substack|limits|nolimits|displaystyle|textstyle|scriptstyle|nonumber|notag)(?![a-zA-Z])`,
    String.raw`\\(?:textcolor|color|htmlClass|htmlId|htmlData|class|mathop|mathrel|mathbin|mathord)\{[^}]*\}`,
  ].join('|')})*`,
)

type Reader = (walk: Walker, node: KatexNode) => Token[]

const inside: Reader = (walk, node) => walk.body(node.body)

const READERS: Readonly<Record<string, Reader>> = {
  mathord: (walk, node) => readSign(walk, node),
  textord: (walk, node) => readSign(walk, node),
  atom: (walk, node) => readSign(walk, node),
  ordgroup: readGroup,
  styling: inside,
  color: inside,
  html: inside,
  mclass: (walk, node) => (isStacked(node) ? [readStacked(walk, node)] : readGroup(walk, node)),
  horizBrace: (walk, node) => [readBrace(walk, node, undefined)],
  enclose: readBox,
  tag: readTag,
  internal: () => [],
  phantom: (walk, node) => {
    walk.body(node.body)
    return []
  },
  spacing: () => [],
  kern: readKern,
  mathchoice: (walk, node) => (isColonGap(node) ? [] : [walk.other(node)]),
  cr: (walk) => [{ type: 'newline', span: walk.next() }],
  htmlmathml: (walk) => [readMacroSign(walk)],
  op: readOperator,
  operatorname: (walk, node) => [readWord(walk, node, '\\operatorname')],
  font: readFont,
  accent: readAccent,
  supsub: readScript,
  genfrac: readFraction,
  sqrt: readRoot,
  leftright: readFence,
  delimsizing: readSizedDelimiter,
  array: (walk, node) => [readTable(walk, node)],
  text: readText,
}

/** Braces that nobody sees; round a comma they make it part of a number, which is read in two ways. */
function readGroup(walk: Walker, node: KatexNode): Token[] {
  if (isVerticalDots(node)) return [walk.other({ type: '\\vdots' })]
  const [only, other] = Array.isArray(node.body) ? (node.body as KatexNode[]) : []
  if (only?.text === ',' && other === undefined) {
    refuse(
      walk.next(),
      'two readings',
      '{,}',
      'a comma in braces may group digits or be a decimal point',
      'write 1000 or 0.5',
    )
  }
  return walk.body(node.body)
}

/** The number of an equation at the edge: a label, and nothing that could be read with the formula. */
function readTag(walk: Walker, node: KatexNode): Token[] {
  const tokens = walk.body(node.body)
  const label = plainText(walk, node.tag)
  if (!/^\([\p{L}\p{N}.*'’-]{1,6}\)$/u.test(label)) {
    refuse(
      { start: 0, end: 0 },
      'formula in a remark',
      label,
      'a tag may be read with the formula',
      'write a short label, as in \\tag{1}',
    )
  }
  return tokens
}

function readKern(walk: Walker, node: KatexNode): Token[] {
  if (isWide(node)) return [{ type: 'gap', span: walk.skipCommand() }]
  const { number = 0, unit = 'em' } = node.dimension ?? {}
  if (number < (unit === 'mu' ? -6 : -0.4)) {
    refuse(
      walk.next(),
      'unknown notation',
      walk.source(walk.next()),
      'signs may be set over each other',
      'leave it out',
    )
  }
  return []
}

function readSign(walk: Walker, node: KatexNode): Token[] {
  const span = walk.spanOf(node)
  const text = node.text ?? walk.source(span)
  const known = SIGNS.get(text)
  if (known) return [{ ...known, span }]
  if (/^[0-9.]$/.test(text)) return [{ type: 'number', text, span }]
  if (node.type !== 'atom') return [{ type: 'name', text, span }]
  if (node.family === 'open') return [{ type: 'open', text, span }]
  if (/^[!?]$/.test(text)) return [{ type: 'other', name: text, body: [], span }]
  if (node.family === 'close') return [{ type: 'close', text, span }]
  return [{ type: node.family === 'rel' ? 'relation' : 'operator', text, span }]
}

/** `\ne` and its like are drawn from parts: the source says which sign it is. */
function readMacroSign(walk: Walker): Token {
  const span = walk.skipCommand()
  const name = walk.source(span)
  const known = SIGNS.get(name)
  return known ? { ...known, span } : { type: 'other', name, body: [], span }
}

function readOperator(walk: Walker, node: KatexNode): Token[] {
  if (node.name === undefined) return [walk.other(node)]
  const span = walk.skipCommand()
  if (FOLDS.has(node.name)) return [{ type: 'fold', text: node.name, span }]
  return [{ type: 'function', text: node.name, span }]
}

/** `\operatorname{LSE}`, `\mathrm{LSE}`: one name, except that `\mathrm{exp}` is `\exp`. */
function readWord(walk: Walker, node: KatexNode, command: string): Token {
  const [letters, span] = walk.stretch(() => {
    walk.skipCommand()
    return walk.body(node.body)
  })
  const word = letters
    .map((letter) => (letter.type === 'name' || letter.type === 'number' ? letter.text : '?'))
    .join('')
  const text = `${command}{${word}}`
  if (word.includes('?'))
    return { type: 'other', name: text, body: letters, span: closed(walk, span) }
  const upright = command === '\\operatorname' || command === '\\mathrm'
  if (upright && FUNCTIONS.has(word))
    return { type: 'function', text: `\\${word}`, span: closed(walk, span) }
  return { type: 'name', text, span: closed(walk, span) }
}

/** Braces belong to what they close and open, and carry no place in the tree. */
function closed(walk: Walker, { start, end }: Span): Span {
  const braces = walk.source({ start, end }).replaceAll(/\\[{}]/g, '')
  const missing = braces.split('{').length - braces.split('}').length
  if (missing < 0)
    return {
      start:
        start -
        (/\{+$/.exec(walk.source({ start: 0, end: start }))?.[0].slice(missing).length ?? 0),
      end,
    }
  const closing = walk.source({ start: end, end: end + 64 }).match(/^[\s}]*/)?.[0] ?? ''
  const nth = [...closing.matchAll(/\}/g)][missing - 1]
  return missing > 0 && nth ? { start, end: end + nth.index + 1 } : { start, end }
}

function readFont(walk: Walker, node: KatexNode): Token[] {
  return [readWord(walk, node, `\\${node.font ?? 'mathrm'}`)]
}

function readAccent(walk: Walker, node: KatexNode): Token[] {
  const [base, span] = walk.stretch(() => {
    walk.skipCommand()
    return walk.body(node.base)
  })
  const [only] = base
  if (base.length !== 1 || only?.type !== 'name') {
    return [{ type: 'other', name: node.label ?? 'accent', body: base, span: closed(walk, span) }]
  }
  return [{ type: 'name', text: `${node.label}{${only.text}}`, span: closed(walk, span) }]
}

function readScript(walk: Walker, node: KatexNode): Token[] {
  if (node.base?.type === 'horizBrace') return [readScriptedBrace(walk, node, node.base)]
  const [parts, span] = walk.stretch(() => {
    const base = walk.joined(walk.body(node.base))
    return { base, ...walk.scripts(node) }
  })
  return [mergeScripts({ type: 'script', ...parts, span: closed(walk, span) })]
}

/** `\underbrace{a + b}_{c}`. */
function readBrace(walk: Walker, node: KatexNode, label: KatexNode | null | undefined): Token {
  const [parts, span] = walk.stretch(() => {
    walk.skipCommand()
    const body = walk.joined(walk.body(node.base))
    return { body, label: label ? walk.joined(walk.body(label)) : undefined }
  })
  return { type: 'brace', name: node.label ?? '', ...parts, span: closed(walk, span) }
}

/** A brace has its label on one side; a script on the other belongs to all of it. */
function readScriptedBrace(walk: Walker, { sub, sup }: KatexNode, brace: KatexNode): Token {
  const [label, script] = brace.isOver ? [sup, sub] : [sub, sup]
  const token = readBrace(walk, brace, label)
  if (!script) return token
  const [above, span] = walk.stretch(() => walk.joined(walk.body(script)))
  return {
    type: 'script',
    base: [token],
    sub: brace.isOver ? above : undefined,
    sup: brace.isOver ? undefined : above,
    span: cover(token.span, span),
  }
}

/** `\boxed{a}`. Struck-out formulas are refused: they may be deleted, or denied. */
function readBox(walk: Walker, node: KatexNode): Token[] {
  if (node.label !== '\\fbox') return [walk.other(node)]
  const [body, span] = walk.stretch(() => {
    walk.skipCommand()
    return walk.joined(walk.body(node.body))
  })
  return [{ type: 'brace', name: '\\boxed', body, label: undefined, span: closed(walk, span) }]
}

/** Something over or under a relation: `\overset{(1)}{=}`. */
const isStacked = ({ mclass, body }: KatexNode): boolean => {
  const [only] = Array.isArray(body) ? (body as KatexNode[]) : []
  return mclass === 'mrel' && only?.type === 'supsub' && only.base?.type === 'op'
}

/** A label in brackets only numbers the relation; `def` and a triangle make it a definition; any other may change it. */
function readStacked(walk: Walker, node: KatexNode): Token {
  const [stack] = node.body as KatexNode[]
  const { base, sup, sub } = stack
  const [parts, span] = walk.stretch(() => {
    walk.skipCommand()
    const label = walk.joined(walk.body(sup ?? sub))
    return { label, base: walk.joined(walk.body(base?.body)) }
  })
  const [relation, other] = parts.base
  const label = sub ? '' : parts.label.map(wordOf).join('')
  const whole = closed(walk, span)
  if (isMark(relation, 'relation') && other === undefined) {
    if (/^\((\d{1,2}[a-z]?|[ivx]{1,4}|\p{L}|\*{1,3})\)$/u.test(label))
      return { ...relation, span: whole }
    if (relation.text === '=' && /^(def|定义|\\triangle|\\Delta)$/.test(label))
      return { ...SIGNS.get(':=')!, span: whole }
  }
  return {
    type: 'other',
    name: walk.source(whole).match(/^\\[a-zA-Z]+/)?.[0] ?? 'stack',
    body: parts.base,
    span: whole,
  }
}

/** What a label reads, as letters. */
const wordOf = (token: Token): string => {
  if (token.type === 'text') return token.text
  if (token.type === 'other') return token.body.map(wordOf).join('')
  return 'text' in token
    ? token.text.replace(/^\\(mathrm|operatorname|mathit)\{(.*)\}$/, '$2')
    : '?'
}

/** `{z_i}^2` looks like `z_i^2`, and is read like it. */
function mergeScripts(script: Script): Script {
  const [inner] = script.base
  if (script.base.length !== 1 || inner?.type !== 'script' || inner.sup || script.sub) return script
  return { ...inner, sup: script.sup, span: cover(inner.span, script.span) }
}

function readFraction(walk: Walker, node: KatexNode): Token[] {
  const binomial = node.hasBarLine !== true && node.leftDelim === '(' && node.rightDelim === ')'
  if (node.hasBarLine !== true && !binomial)
    return [walk.other({ ...node, body: [node.numer, node.denom] })]
  const [parts, span] = walk.stretch(() => {
    const infix = !/^\\[a-z]*(frac|binom)/.test(walk.source(walk.next()))
    if (!infix) walk.skipCommand()
    const top = walk.joined(walk.body(node.numer))
    if (infix) walk.skipCommand()
    return { top, bottom: walk.joined(walk.body(node.denom)) }
  })
  return [{ type: binomial ? 'binomial' : 'fraction', ...parts, span: closed(walk, span) }]
}

function readRoot(walk: Walker, node: KatexNode): Token[] {
  const [parts, span] = walk.stretch(() => {
    walk.skipCommand()
    const degree = node.index ? walk.joined(walk.body(node.index)) : undefined
    return { degree, body: walk.joined(walk.body(node.body)) }
  })
  return [{ type: 'root', ...parts, span: closed(walk, span) }]
}

function readFence(walk: Walker, node: KatexNode): Token[] {
  const [body, span] = walk.stretch(() => {
    const written = walk.source(walk.next()) === '\\left'
    if (written) walk.skipCommands(2)
    const tokens = walk.joined(walk.body(node.body))
    if (written) walk.skipCommands(2)
    return tokens
  })
  // `cases` is a table between a brace and nothing.
  const [table] = body
  if (node.left === '\\{' && node.right === '.' && table?.type === 'table' && body.length === 1)
    return [{ ...table, layout: 'cases' }]
  return [{ type: 'fence', open: node.left ?? '', close: node.right ?? '', body, span }]
}

function readSizedDelimiter(walk: Walker, node: KatexNode): Token[] {
  const start = walk.skipCommand()
  const end = walk.skipCommand()
  const span = { start: start.start, end: end.end }
  const text = node.delim ?? walk.source(end)
  const side = walk.source(start).endsWith('l')
    ? 'open'
    : walk.source(start).endsWith('r')
      ? 'close'
      : undefined
  if (side === undefined) return [{ type: 'other', name: walk.source(start), body: [], span }]
  return [{ type: side, text, span }]
}

function readTable(walk: Walker, node: KatexNode): Table {
  const rows = node.body as KatexNode[][]
  const [cells, span] = walk.stretch(() =>
    rows.map((row) => row.map((cell) => walk.joined(walk.body(cell)))),
  )
  return { type: 'table', layout: layoutOf(node), rows: cells, span }
}

function layoutOf(node: KatexNode): Table['layout'] {
  const type = node.colSeparationType
  if (type === 'align' || type === 'alignat') return 'aligned'
  return type === 'gather' ? 'gathered' : 'plain'
}

function readText(walk: Walker, node: KatexNode): Token[] {
  const [text, span] = walk.stretch(() => plainText(walk, node.body))
  return [{ type: 'text', text: text.trim(), span: closed(walk, span) }]
}

function plainText(walk: Walker, field: unknown): string {
  const nodes = (Array.isArray(field) ? field : [field]) as KatexNode[]
  return nodes
    .map((node) => {
      if (node.type === 'spacing') return walk.spanOf(node) && ' '
      if (node.text !== undefined) return walk.spanOf(node) && node.text
      if (node.type === 'accent' && node.base) return plainText(walk, node.base)
      if (/^(text|ordgroup|color)$/.test(node.type)) return plainText(walk, node.body)
      return refuse(
        walk.next(),
        'formula in text',
        node.type === 'styling' ? '$' : node.type,
        'what stands inside \\text is not read',
        'close \\text before the formula',
      )
    })
    .join('')
}

/** Digits that touch are one number; `1 2` with a blank between stays two, and is refused later. */
function joinNumbers(tokens: readonly Token[], tex: string): Token[] {
  const joined: Token[] = []
  for (const token of tokens) {
    const last = joined.at(-1)
    const touches =
      last?.span.end === token.span.start && /\d|\./.test(tex.charAt(token.span.start))
    const [digit] = token.type === 'script' ? token.base : [token]
    if (touches && isMark(last, 'number') && isMark(digit, 'number')) {
      const number = { ...digit, text: last.text + digit.text, span: cover(last.span, digit.span) }
      // KaTeX raises the last digit of 10^2 alone; a reader sees the whole number below.
      joined[joined.length - 1] =
        token.type === 'script'
          ? { ...token, base: [number], span: cover(last.span, token.span) }
          : number
    } else joined.push(token)
  }
  return joined
}

/** What `\colon` sets before its colon. */
const isColonGap = ({ display = [] }: KatexNode): boolean =>
  display.length === 1 && display[0]?.type === 'kern' && display[0].dimension?.number === -3

const isTree = (body: unknown): boolean =>
  Array.isArray(body) || (typeof body === 'object' && body !== null && 'type' in body)

const isWide = (node: KatexNode): boolean =>
  node.dimension !== undefined && node.dimension.unit === 'em' && node.dimension.number >= 1

const isVerticalDots = (node: KatexNode): boolean =>
  Array.isArray(node.body) &&
  (node.body as KatexNode[]).some((child) => child.text === '\\varvdots')
