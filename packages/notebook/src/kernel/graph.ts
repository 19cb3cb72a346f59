import type { Message, Reason } from '../strings/message.ts'
import { CellError } from './errors.ts'
import { allowedGlobals, explainUnknown } from './globals.ts'
import type { CompiledCell, Place, Program } from './program.ts'
import { cellScopeNames } from './scope.ts'

/** Names that the kernel itself gives to every cell. */
export const kernelNames: readonly string[] = [
  'display',
  'width',
  'invalidation',
  ...cellScopeNames,
]

/** Why a cell cannot run with the others. */
type GraphReason = Extract<
  Reason,
  {
    kind:
      | 'twoInputs'
      | 'definedTwice'
      | 'givenToAll'
      | 'partOfJavaScript'
      | 'unknownName'
      | 'unusable'
      | 'circle'
  }
>

/** A cell that cannot run with the others. */
export class GraphError extends CellError {
  declare readonly told: GraphReason

  constructor(cell: string, told: GraphReason, place?: Place) {
    super(cell, told, place)
  }

  /** The name that nothing defines, where that is the mistake. */
  get unknown(): string | undefined {
    const { told } = this
    return told.kind === 'unknownName' || told.kind === 'unusable' ? String(told.name) : undefined
  }
}

/**
 * Whether a name is unknown for no fault of its own.
 * @param missing the text of what could not be read or compiled: it may define each name that stands in it
 */
export function mayBeMissing({ unknown }: GraphError, missing: string): boolean {
  return unknown !== undefined && standsIn(unknown, missing)
}

/** Whether a name stands in some text. */
export function standsIn(name: string, text: string): boolean {
  const names: readonly string[] = text.match(identifiers) ?? []
  return names.includes(name)
}

const identifiers = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu

/** The part of a program without some cells and all that depend on them. */
export function withoutCells(program: Program, names: ReadonlySet<string>): Program {
  const { cells } = program
  const lost = cells.filter(({ name }) => names.has(name)).flatMap(({ outputs }) => outputs)
  const dependents = findDependents(cells, lost)
  return {
    ...program,
    cells: cells.filter(({ name }) => !names.has(name) && !dependents.has(name)),
  }
}

/** The part of a program that some of its cells need: these, the cells whose values they use, and the inputs. */
export function neededPart(program: Program, due: readonly CompiledCell[]): Program {
  const needed = new Set(due)
  // A set is walked with what is added to it on the way.
  for (const { inputs } of needed)
    for (const cell of program.cells)
      if (cell.outputs.some((name) => inputs.includes(name))) needed.add(cell)
  const cells = program.cells.filter((it) => needed.has(it))
  const names = new Set(cells.flatMap(({ inputs }) => inputs))
  return { ...program, inputs: program.inputs.filter(({ name }) => names.has(name)), cells }
}

/** Receives errors: to throw the first, or to collect all. */
type Report = (error: GraphError) => void

const raise: Report = (error) => {
  throw error
}

/**
 * Checks that the cells can run together.
 * @param libraryNames what the kernel's library defines; a cell may redefine such a name, for the
 * whole chapter.
 * @throws CellError for a name defined twice, one that cannot be defined, one that nothing defines,
 * and cells that wait for each other.
 */
export function checkGraph(program: Program, libraryNames: Iterable<string>): void {
  check(program, libraryNames, raise)
}

/** All errors that keep the cells from running together; `checkGraph` throws the first of them. */
export function findGraphErrors(program: Program, libraryNames: Iterable<string>): GraphError[] {
  const errors: GraphError[] = []
  check(program, libraryNames, (error) => errors.push(error))
  return errors
}

/** The part of a program without the cells and inputs that have errors, and their dependents. */
export function runnablePart(program: Program, errors: readonly CellError[]): Program {
  const { inputs, cells } = program
  const wrong = new Set(errors.map(({ cell }) => cell))
  const lost = [
    ...inputs.map(({ name }) => name).filter((it) => wrong.has(it)),
    ...cells.flatMap(({ name, outputs }) => (wrong.has(name) ? outputs : [])),
  ]
  const dependents = findDependents(cells, lost)
  return {
    ...program,
    inputs: inputs.filter(({ name }) => !wrong.has(name)),
    cells: cells.filter(({ name }) => !wrong.has(name) && !dependents.has(name)),
  }
}

function check(program: Program, libraryNames: Iterable<string>, report: Report): void {
  const owners = findOwners(program, report)
  const known = new Set([...owners.keys(), ...libraryNames, ...kernelNames])
  for (const cell of program.cells) checkNames(cell, known, report)
  checkCircles(program.cells, owners, report)
}

function findOwners(program: Program, report: Report): Map<string, string> {
  const owners = new Map<string, string>()
  for (const { name } of program.inputs) {
    if (owners.has(name)) report(new GraphError(name, { kind: 'twoInputs', name }))
    checkFree(name, { cell: name }, report)
    owners.set(name, `input ${name}`)
  }
  for (const cell of program.cells) {
    for (const name of cell.outputs) {
      const other = owners.get(name)
      const place = findName(cell, name)
      if (other) {
        const owner = describeOwner(other)
        report(new GraphError(cell.name, { kind: 'definedTwice', name, owner }, place))
      }
      checkFree(name, { cell: cell.name, place }, report)
      owners.set(name, other ?? cell.name)
    }
  }
  return owners
}

/** Cells have these names from elsewhere: no other cell would see one that is defined anew. */
function checkFree(
  name: string,
  { cell, place }: { cell: string; place?: Place | undefined },
  report: Report,
): void {
  if (kernelNames.includes(name)) report(new GraphError(cell, { kind: 'givenToAll', name }, place))
  else if (allowedGlobals.has(name))
    report(new GraphError(cell, { kind: 'partOfJavaScript', name }, place))
}

function describeOwner(owner: string): Reason {
  return owner.startsWith('input ')
    ? { kind: 'theInput', name: owner.slice(6) }
    : { kind: 'cell', name: owner }
}

function checkNames(cell: CompiledCell, known: Set<string>, report: Report): void {
  for (const name of cell.inputs.filter((it) => !known.has(it))) {
    report(new GraphError(cell.name, explainUnknown(name, known), findName(cell, name)))
  }
}

/** Where a cell's source first uses a name, or defines it. */
export function findName({ places }: CompiledCell, name: string): Place | undefined {
  return places && Object.hasOwn(places, name) ? places[name] : undefined
}

/** Converts a place in the compiled body to the place in the cell's source. */
export function toSourcePlace(cell: CompiledCell, place: Place): Place {
  const shift = (at: { line: number; column: number; length: number } | undefined): number =>
    at && at.line === place.line && place.column > at.column ? at.length : 0
  // A value in prose is wrapped in one parenthesis more.
  const wrapped = cell.kind === 'value' && place.line === 1 ? 1 : 0
  return { line: place.line, column: Math.max(1, place.column - shift(cell.inserted) - wrapped) }
}

/**
 * Checks that an edit still defines what other cells need of it. A name that the library defines
 * too may go.
 * @throws CellError for the edited cell, naming what it lost and who needs it.
 */
export function checkNamesKept(
  former: CompiledCell,
  edited: CompiledCell,
  cells: readonly CompiledCell[],
  libraryNames: readonly string[],
): void {
  for (const name of former.outputs) {
    if (edited.outputs.includes(name) || libraryNames.includes(name)) continue
    const needing = cells.find((it) => it.name !== edited.name && it.inputs.includes(name))
    const defined = cells.some((it) => it.outputs.includes(name))
    if (needing && !defined) {
      const told = { kind: 'noLongerDefines', name, needing: describeNeed(needing) } as const
      throw new CellError(edited.name, told)
    }
  }
}

/**
 * A message of a cell that has failed, with what may have made it fail: names of the library that another cell or
 * an input has redefined.
 */
export function explainShadows(
  message: Message,
  cell: CompiledCell,
  { program, libraryNames }: { program: Program; libraryNames: readonly string[] },
): Message {
  const owners = findOwners(program, raise)
  return cell.inputs
    .filter((name) => libraryNames.includes(name))
    .reduce((told: Message, name) => {
      const owner = owners.get(name)
      if (owner === undefined) return told
      return { kind: 'shadowed', message: told, name, owner: describeOwner(owner) }
    }, message)
}

function describeNeed({ kind, name }: CompiledCell): Reason {
  return kind === 'cell' ? { kind: 'cell', name } : { kind: 'aValue' }
}

function checkCircles(cells: CompiledCell[], owners: Map<string, string>, report: Report): void {
  const byName = new Map(cells.map((cell) => [cell.name, cell]))
  const done = new Set<string>()
  const visit = (cell: CompiledCell, path: string[]): void => {
    if (done.has(cell.name)) return
    const start = path.indexOf(cell.name)
    if (start >= 0) {
      const cells = [...path.slice(start), cell.name].map((it) => `\`${it}\``).join(' → ')
      const place = findNeed(cell, path[start + 1] ?? cell.name, byName)
      return report(new GraphError(cell.name, { kind: 'circle', cells }, place))
    }
    for (const needed of neededCells(cell, owners, byName)) visit(needed, [...path, cell.name])
    done.add(cell.name)
  }
  for (const cell of cells) visit(cell, [])
}

/** Where a cell uses a name of another. */
function findNeed(
  cell: CompiledCell,
  other: string,
  byName: ReadonlyMap<string, CompiledCell>,
): Place | undefined {
  const name = byName.get(other)?.outputs.find((it) => cell.inputs.includes(it))
  return name === undefined ? undefined : findName(cell, name)
}

function neededCells(
  cell: CompiledCell,
  owners: Map<string, string>,
  byName: Map<string, CompiledCell>,
): CompiledCell[] {
  return cell.inputs
    .flatMap((name) => byName.get(owners.get(name) ?? '') ?? [])
    .filter((it) => it !== cell || it.outputs.some((name) => it.inputs.includes(name)))
}

/** The names of all cells that depend, directly or not, on any of `names`. */
export function findDependents(
  cells: readonly Pick<CompiledCell, 'name' | 'inputs' | 'outputs'>[],
  names: Iterable<string>,
): Set<string> {
  const touched = new Set(names)
  const found = new Set<string>()
  for (let before = -1; before !== found.size;) {
    before = found.size
    for (const cell of cells) {
      if (found.has(cell.name) || !cell.inputs.some((name) => touched.has(name))) continue
      found.add(cell.name)
      for (const name of cell.outputs) touched.add(name)
    }
  }
  return found
}

/** The cells by whose values `from` needs `to`, along a shortest way, those two left out. */
export function findWay(
  cells: readonly Pick<CompiledCell, 'name' | 'inputs' | 'outputs'>[],
  from: string,
  to: string,
): string[] {
  const definer = new Map(cells.flatMap((it) => it.outputs.map((name) => [name, it] as const)))
  const before = new Map<string, string>()
  const queue = cells.filter(({ name }) => name === from)
  for (const cell of queue)
    for (const name of cell.inputs) {
      const needed = definer.get(name)
      if (!needed || before.has(needed.name)) continue
      before.set(needed.name, cell.name)
      queue.push(needed)
    }
  const way: string[] = []
  for (let at = before.get(to); at !== undefined && at !== from; at = before.get(at))
    way.unshift(at)
  return way
}
