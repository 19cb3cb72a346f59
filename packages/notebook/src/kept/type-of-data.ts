import type { Json } from '../kernel/json.ts'
import type { ReaderData } from './read-table.ts'
import type { Steps } from '../kernel/steps.ts'

/** Names that a type lists; what has more of them has an index signature instead. */
const mostNames = 1000
/** Characters of a type; a longer one would make every question about types slow. */
const mostCharacters = 100_000
/** What lies deeper is `any`. */
const mostLevels = 8
/** Levels in which the work may rest, after so many items or fields. */
const levelsOfSteps = 4
const pace = 100

/** All values that stand in one place of the data, such as a column. */
interface Place {
  readonly kinds: Set<'null' | 'boolean' | 'number' | 'string' | 'any'>
  items?: Place
  records?: { count: number; fields: Map<string, { count: number; place: Place }> }
}

/**
 * The type, as TypeScript, of the data that a reader gives: each column of a table by its name, `null` where fields are empty; of
 * JSON each field, with a question mark where records lack it.
 */
export function* typeOfData(data: ReaderData): Steps<string> {
  const type =
    data.kind === 'table'
      ? yield* typeOfTable(data)
      : print(yield* lookInSteps(newPlace(), data.value, 0)).join(' | ')
  return type.length > mostCharacters ? 'any' : type
}

function* typeOfTable({ names, rows }: ReaderData & { kind: 'table' }): Steps<string> {
  const fields = new Map<string, { count: number; place: Place }>()
  for (const [i, name] of names.entries()) {
    const place = newPlace()
    for (const row of rows) look(place, row[i], 0)
    fields.set(name, { count: rows.length, place })
    yield
  }
  return `${printRecords({ count: rows.length, fields })}[]`
}

const newPlace = (): Place => ({ kinds: new Set() })

/** As `look` does, in steps: the work may rest between the items of what lies near the top. */
function* lookInSteps(place: Place, value: Json, level: number): Steps<Place> {
  if (level >= levelsOfSteps || typeof value !== 'object' || value === null)
    return look(place, value, level)
  let looked = 0
  if (Array.isArray(value)) {
    const items = (place.items ??= newPlace())
    for (const item of value) {
      yield* lookInSteps(items, item, level + 1)
      if (++looked % pace === 0) yield
    }
  } else {
    const fields = countRecord(place)
    for (const [name, field] of Object.entries(value)) {
      yield* lookInSteps(countField(fields, name), field, level + 1)
      if (++looked % pace === 0) yield
    }
  }
  return place
}

/** Adds a value, and all within it, to what is known of its place. */
function look(place: Place, value: Json, level: number): Place {
  if (value === null) place.kinds.add('null')
  else if (typeof value !== 'object')
    place.kinds.add(typeof value as 'boolean' | 'number' | 'string')
  else if (level === mostLevels) place.kinds.add('any')
  else if (Array.isArray(value)) {
    const items = (place.items ??= newPlace())
    for (const item of value) look(items, item, level + 1)
  } else lookAtRecord(place, value, level)
  return place
}

function lookAtRecord(place: Place, record: Record<string, Json>, level: number): void {
  const fields = countRecord(place)
  for (const [name, value] of Object.entries(record))
    look(countField(fields, name), value, level + 1)
}

type Fields = NonNullable<Place['records']>['fields']

/** The fields of the records that stand in a place, of which there is one more. */
function countRecord(place: Place): Fields {
  const records = (place.records ??= { count: 0, fields: new Map() })
  records.count += 1
  return records.fields
}

/** The place of a field that one more record has. */
function countField(fields: Fields, name: string): Place {
  const field = fields.get(name) ?? { count: 0, place: newPlace() }
  field.count += 1
  fields.set(name, field)
  return field.place
}

/** The types of a place, none of which is a union. */
function print({ kinds, items, records }: Place): string[] {
  if (kinds.has('any')) return ['any']
  const types = [
    ...(records ? [printRecords(records)] : []),
    ...(items ? [printList(print(items))] : []),
    ...['boolean', 'number', 'string', 'null'].filter((it) => kinds.has(it as 'null')),
  ]
  return types.length > 0 ? types : ['any']
}

const printList = (items: string[]): string =>
  items.length > 1 ? `(${items.join(' | ')})[]` : `${items[0]}[]`

function printRecords({ count, fields }: NonNullable<Place['records']>): string {
  if (fields.size > mostNames) return `Record<string, ${printAny(fields)}>`
  const lines = [...fields].map(([name, field]) => {
    const isOptional = field.count < count
    // A record without such a field has what all objects have.
    const type = isOptional && name in Object.prototype ? ['any'] : print(field.place)
    return `${printName(name)}${isOptional ? '?' : ''}: ${type.join(' | ')}`
  })
  return lines.length > 0 ? `{ ${lines.join('; ')} }` : '{}'
}

/** What any of too many fields holds. */
function printAny(fields: ReadonlyMap<string, { place: Place }>): string {
  const types = new Set([...fields.values()].flatMap(({ place }) => print(place)))
  return types.size <= 8 ? [...types].join(' | ') : 'any'
}

const printName = (name: string): string =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name)
