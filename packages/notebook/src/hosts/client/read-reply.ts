import { branchLimits, type BranchEntry } from '../../kernel/branch.ts'
import type { KernelEvent } from '../../kernel/events.ts'
import { countOf, cutText, outputLimits } from '../../kernel/limits.ts'
import type { Failure, LogLevel, Output } from '../../kernel/output.ts'
import type { CompiledCell } from '../../kernel/program.ts'
import type { Reply } from '../../kernel/protocol.ts'
import { readMessage, type FieldsOf } from './read-message.ts'

/**
 * Validates a message from the worker. Cells run beside the kernel and can forge its messages, so
 * this is the only way in: every reply that it returns has its declared shape, and outputs of a
 * size that a page can render.
 * @param fieldsOf the fields of each reason that the page has words for; default: it has none
 * @returns undefined for what is not a reply.
 */
export function readReply(data: unknown, fieldsOf: FieldsOf = () => undefined): Reply | undefined {
  if (!isRecord(data)) return undefined
  switch (data['type']) {
    case 'hello':
      return { type: 'hello' }
    case 'pong':
      return isNumber(data['id']) ? { type: 'pong', id: data['id'] } : undefined
    case 'branch':
      return isNumber(data['id']) ? readBranchReply(data['id'], data['branch']) : undefined
    case 'need':
      return isText(data['part']) ? { type: 'need', part: data['part'] } : undefined
    case 'broken':
      return {
        type: 'broken',
        message: readMessage(data['message'], fieldsOf),
        ...(isText(data['part']) && { part: data['part'] }),
      }
    case 'tampered':
      return {
        type: 'tampered',
        what: isText(data['what']) ? cutText(data['what'], 100) : '',
        ...(isText(data['cell']) && { cell: data['cell'] }),
      }
    case 'event':
      return readEventReply(data['event'], fieldsOf)
    case 'unchanged':
      return isNumber(data['run']) && isText(data['cell'])
        ? { type: 'unchanged', run: data['run'], cell: data['cell'] }
        : undefined
    case 'accepted':
      return isNumber(data['run']) && isCell(data['cell'])
        ? { type: 'accepted', run: data['run'], cell: data['cell'] }
        : undefined
    case 'refused':
      return isNumber(data['run']) && isText(data['cell'])
        ? {
            type: 'refused',
            run: data['run'],
            cell: data['cell'],
            failure: readFailure(data['failure'], fieldsOf),
          }
        : undefined
    default:
      return undefined
  }
}

/** Characters of all texts and tables of one cell: more than anyone reads, and less than a page is slow to lay out. */
const mostText = 160_000
/** Characters of one table, shared out among its entries. */
const mostInTable = 50_000
/** Words from right to left between others, in all texts and tables of one cell: each is laid out by itself. */
const mostTurns = 2_000

/** How many characters of output a reply brings. */
export function countCharacters(reply: Reply | undefined): number {
  if (reply?.type !== 'event' || reply.event.type !== 'output') return 0
  return reply.event.outputs.reduce((total, it) => total + lengthOf(it), 0)
}

function readBranchReply(id: number, data: unknown): Reply {
  const { entries, lines, more } = isRecord(data) ? data : {}
  if (!Array.isArray(entries)) return { type: 'branch', id }
  const shown = entries.slice(0, branchLimits.entries) as unknown[]
  return {
    type: 'branch',
    id,
    branch: {
      entries: shown.map(readBranchEntry),
      ...(Array.isArray(lines) && { lines: readLines(lines) }),
      more: isCount(more) ? more : 0,
    },
  }
}

function readLines(lines: readonly unknown[]): string[] {
  return lines
    .slice(0, branchLimits.entries)
    .map((it) => (isText(it) ? it.slice(0, branchLimits.line) : ''))
}

function readBranchEntry(data: unknown): BranchEntry {
  const { key, text, opens } = isRecord(data) ? data : {}
  return {
    key: isText(key) ? cutOnce(key, branchLimits.key) : '',
    text: isText(text) ? cutOnce(text, 10 * branchLimits.text) : '',
    opens: opens === true,
  }
}

function readEventReply(data: unknown, fieldsOf: FieldsOf): Reply | undefined {
  const event = isRecord(data) ? readEvent(data, fieldsOf) : undefined
  return event && { type: 'event', event }
}

function readEvent(data: Record<string, unknown>, fieldsOf: FieldsOf): KernelEvent | undefined {
  const { type, cell, run } = data
  if (!isNumber(run)) return undefined
  if (type === 'settled') return { type, run }
  if (!isText(cell)) return undefined
  switch (type) {
    case 'finished':
      return { type, cell, run, ...(isDuration(data['took']) && { took: data['took'] }) }
    case 'started':
    case 'stepping':
    case 'stepped':
      return { type, cell, run }
    case 'output':
      return { type, cell, run, outputs: readOutputs(data['outputs']) }
    case 'failure':
      return { type, cell, run, failure: readFailure(data['failure'], fieldsOf) }
    case 'playback':
      return readPlayback(cell, run, data)
    default:
      return undefined
  }
}

function readPlayback(
  cell: string,
  run: number,
  { state, steps }: Record<string, unknown>,
): KernelEvent | undefined {
  if (state !== 'playing' && state !== 'paused' && state !== 'ended' && state !== 'none')
    return undefined
  return isCount(steps) ? { type: 'playback', cell, run, state, steps } : undefined
}

/**
 * As many outputs as fit: each may be within its own limits and all together still be too much for
 * a page.
 */
function readOutputs(data: unknown): Output[] {
  if (!Array.isArray(data)) return []
  const outputs: Output[] = []
  // For what a cell displays, for its result, and for the one output that may pass the limit of
  // what it displays.
  let [characters, elements]: [number, number] = [3 * outputLimits.markup, outputLimits.elements]
  let [text, turns] = [mostText, mostTurns]
  for (const it of data.slice(0, 2 * outputLimits.displays) as unknown[]) {
    const output = isRecord(it) ? readOutput(it) : undefined
    if (!output) continue
    const length = lengthOf(output)
    characters -= length
    if (output.type === 'text' || output.type === 'table') {
      text -= length
      turns -= turnsOf(output)
    }
    elements -= output.type === 'table' ? output.columns.length * (1 + output.rows.length) : 1
    if (Math.min(characters, elements, text, turns) < 0) break
    outputs.push(output)
  }
  return Math.min(characters, elements, text, turns) < 0
    ? [...outputs, { type: 'text', text: '… more than can be shown' }]
    : outputs
}

function lengthOf(output: Output): number {
  if (output.type === 'text') return output.text.length
  if (output.type !== 'table') return output.html.length
  return entriesOf(output).reduce((total, it) => total + it.length, 0)
}

const entriesOf = ({ columns, rows }: Output & { type: 'table' }): string[] =>
  [columns, ...rows].flat()

/** What runs from right to left, up to the next letter that does not. */
const turn = new RegExp(
  '[RTL](?:[RTL]|\\P{L})*'.replaceAll(
    'RTL',
    ['Hebrew', 'Arabic', 'Syriac', 'Thaana', 'Nko', 'Adlam']
      .map((it) => `\\p{Script=${it}}`)
      .join(''),
  ),
  'gu',
)

function turnsOf(output: Output & { type: 'text' | 'table' }): number {
  const texts = output.type === 'text' ? [output.text] : entriesOf(output)
  return texts.reduce((total, it) => total + (it.match(turn)?.length ?? 0), 0)
}

function readOutput(data: Record<string, unknown>): Output | undefined {
  const label = isText(data['label'])
    ? { label: cutText(data['label'], outputLimits.tableCell) }
    : {}
  switch (data['type']) {
    case 'text':
      return isText(data['text'])
        ? {
            type: 'text',
            text: cutOnce(data['text'], outputLimits.text),
            ...(isLevel(data['level']) && { level: data['level'] }),
            ...(isCount(data['opens']) && { opens: data['opens'] }),
            ...label,
          }
        : undefined
    case 'svg':
    case 'html':
      return isText(data['html'])
        ? { ...readMarkup(data['type'], data['html']), ...label }
        : undefined
    case 'table':
      return readTable(data, label)
    default:
      return undefined
  }
}

function readMarkup(type: 'svg' | 'html', html: string): Output {
  if (html.length <= outputLimits.markup) return { type, html }
  return {
    type: 'text',
    text: `too much markup to show: ${countOf(html.length)} characters, of at most ${countOf(outputLimits.markup)}`,
  }
}

function readTable(data: Record<string, unknown>, label: { label?: string }): Output | undefined {
  const { columns, rows, more } = data
  if (!Array.isArray(columns) || !Array.isArray(rows)) return undefined
  const width = Math.min(columns.length, outputLimits.columns + 1)
  const shown = rows.slice(0, outputLimits.rows) as unknown[]
  const share = Math.floor(mostInTable / (width * (shown.length + 1)))
  const entry = Math.min(share, outputLimits.tableCell)
  const heads = toTexts(columns, width, entry)
  const texts = shown.map((row) => toTexts(Array.isArray(row) ? row : [], width, entry))
  // Every row has as many entries as there are columns: `renderTable` relies on it.
  return {
    type: 'table',
    columns: heads,
    rows: texts.map((row) => heads.map((_, index) => row[index] ?? '')),
    more: isCount(more) ? more : 0,
    ...label,
  }
}

/** @param longest characters of each text */
function toTexts(items: unknown[], limit: number, longest: number): string[] {
  return items.slice(0, limit).map((it) => (isText(it) ? cutOnce(it, longest) : ''))
}

/** Marks upon one letter: more than any script has. A browser takes the square of their number to set them. */
const mostMarks = 500

function findStack(text: string): number {
  if (text.length < mostMarks) return -1
  for (const { 0: marks, index } of text.matchAll(/\p{M}+/gu))
    if (marks.length >= mostMarks) return index
  return -1
}

/** A text that the kernel has cut is a few words longer than the limit: it must not be cut again. */
const mostAdded = 40

function cutOnce(text: string, limit: number): string {
  // No more is looked through than may be shown: a table has thousands of entries.
  const stacked = findStack(text.slice(0, limit + mostAdded))
  if (stacked >= 0) return cutText(text, Math.min(stacked, limit))
  return text.length <= limit + mostAdded ? text : cutText(text, limit)
}

function readFailure(data: unknown, fieldsOf: FieldsOf): Failure {
  const { message, line, column, upstream } = isRecord(data) ? data : {}
  return {
    message: readMessage(message, fieldsOf),
    ...(isCount(line) && { line }),
    ...(isCount(column) && { column }),
    ...(isText(upstream) && { upstream: cutText(upstream, 100) }),
  }
}

function isCell(data: unknown): data is CompiledCell {
  return (
    isRecord(data) &&
    isText(data['name']) &&
    isText(data['body']) &&
    areTexts(data['inputs']) &&
    areTexts(data['outputs'])
  )
}

function areTexts(data: unknown): data is string[] {
  return Array.isArray(data) && data.every(isText)
}

function isLevel(data: unknown): data is LogLevel {
  return data === 'log' || data === 'warn' || data === 'error'
}

function isText(data: unknown): data is string {
  return typeof data === 'string'
}

function isNumber(data: unknown): data is number {
  return typeof data === 'number'
}

/** Clocks may be set back. */
function isDuration(data: unknown): data is number {
  return isNumber(data) && data >= 0 && data < Infinity
}

function isCount(data: unknown): data is number {
  return Number.isSafeInteger(data) && (data as number) >= 0
}

function isRecord(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null
}
