import { CellError } from './errors.ts'
import { allowedGlobals, explainUnknown } from './globals.ts'
import { lineBreak } from './place.ts'
import type { CompiledCell, Place, Program } from './program.ts'
import { cellScopeNames } from './scope.ts'

/** Names that the kernel itself gives to every cell. */
export const kernelNames: readonly string[] = [
  'display',
  'width',
  'invalidation',
  ...cellScopeNames,
]

/**
 * Checks that the cells can run together.
 * @param libraryNames what the kernel's library defines; a cell may redefine such a name, for the
 * whole chapter.
 * @throws CellError for a name defined twice, one that cannot be defined, one that nothing defines,
 * and cells that wait for each other.
 */
export function checkGraph(program: Program, libraryNames: Iterable<string>): void {
  const owners = findOwners(program)
  const known = new Set([...owners.keys(), ...libraryNames, ...kernelNames])
  for (const cell of program.cells) checkNames(cell, known)
  checkCircles(program.cells, owners)
}

function findOwners(program: Program): Map<string, string> {
  const owners = new Map<string, string>()
  for (const { name } of program.inputs) {
    if (owners.has(name))
      throw new CellError(name, `defined twice: \`${name}\` is declared by two inputs; rename one`)
    checkFree(name, name)
    owners.set(name, `input ${name}`)
  }
  for (const cell of program.cells) {
    for (const name of cell.outputs) {
      const other = owners.get(name)
      if (other)
        throw new CellError(
          cell.name,
          `defined twice: \`${name}\` is already defined by ${describeOwner(other)}; rename one`,
          findName(cell, name),
        )
      checkFree(name, cell.name, findName(cell, name))
      owners.set(name, cell.name)
    }
  }
  return owners
}

/** Every cell has these names from elsewhere: other cells would not see a new definition. */
function checkFree(name: string, owner: string, place?: Place): void {
  if (kernelNames.includes(name))
    throw new CellError(
      owner,
      `reserved name: \`${name}\` is given to every cell; choose another`,
      place,
    )
  if (allowedGlobals.has(name))
    throw new CellError(
      owner,
      `reserved name: \`${name}\` is a part of JavaScript; choose another`,
      place,
    )
}

function describeOwner(owner: string): string {
  return owner.startsWith('input ') ? `the input \`${owner.slice(6)}\`` : `cell \`${owner}\``
}

function checkNames(cell: CompiledCell, known: Set<string>): void {
  const unknown = cell.inputs.find((name) => !known.has(name))
  if (unknown)
    throw new CellError(cell.name, explainUnknown(unknown, known), findName(cell, unknown))
}

// The first use of a name, found by its letters: a compiled cell no longer has its syntax tree.
function findName(cell: CompiledCell, name: string): Place | undefined {
  const word = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`)
  for (const [index, text] of cell.body.split(lineBreak).entries()) {
    const match = word.exec(text)
    if (match) return toSourcePlace(cell, { line: index + 1, column: match.index + 1 })
  }
  return undefined
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
    if (needing && !defined)
      throw new CellError(
        edited.name,
        `no longer defines \`${name}\`, which ${describeNeed(needing)} needs; define it, or change that first`,
      )
  }
}

/**
 * What may have made a cell fail: a name of the library that another cell or an input has
 * redefined.
 */
export function explainShadows(
  cell: CompiledCell,
  program: Program,
  libraryNames: readonly string[],
): string {
  const owners = findOwners(program)
  const shadowed = cell.inputs.filter((name) => libraryNames.includes(name) && owners.has(name))
  return shadowed
    .map(
      (name) =>
        `; \`${name}\` is here that of ${describeOwner(owners.get(name) ?? '')}, not the library’s`,
    )
    .join('')
}

function describeNeed(cell: CompiledCell): string {
  return cell.kind === 'cell' ? `cell \`${cell.name}\`` : 'a value in the text'
}

function checkCircles(cells: CompiledCell[], owners: Map<string, string>): void {
  const byName = new Map(cells.map((cell) => [cell.name, cell]))
  const done = new Set<string>()
  const visit = (cell: CompiledCell, path: string[]): void => {
    if (done.has(cell.name)) return
    const start = path.indexOf(cell.name)
    if (start >= 0)
      throw new CellError(
        cell.name,
        `circle: ${[...path.slice(start), cell.name].map((it) => `\`${it}\``).join(' → ')}; each waits for the next`,
      )
    for (const needed of neededCells(cell, owners, byName)) visit(needed, [...path, cell.name])
    done.add(cell.name)
  }
  for (const cell of cells) visit(cell, [])
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
  cells: readonly CompiledCell[],
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
