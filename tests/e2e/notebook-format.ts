/** A notebook as its file has it; what is checked may be anything else. */
export interface Notebook {
  cells: {
    id: string
    cell_type: string
    metadata: object
    source: string[]
    outputs?: { output_type: string; data?: Record<string, string[]> }[]
  }[]
}

type Rule = (value: unknown) => boolean

const isText: Rule = (value) => typeof value === 'string'
const isObject: Rule = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isCount: Rule = (value) => value === null || (Number.isInteger(value) && Number(value) >= 0)
const isTexts: Rule = (value) => Array.isArray(value) && value.every(isText)
const isMultiline: Rule = (value) => isText(value) || isTexts(value)
const isBundle: Rule = (value) =>
  isObject(value) &&
  Object.entries(value as object).every(([type, it]) => /json$/.test(type) || isMultiline(it))

/**
 * What the format's schema asks of each kind of thing: the fields that it must have, and those that it may have.
 * These are the constraints of `nbformat.v4.5.schema.json` for what a page's notebook consists of.
 */
const kinds: Record<string, { must: Record<string, Rule>; may?: Record<string, Rule> }> = {
  notebook: {
    must: {
      metadata: isObject,
      nbformat: (it) => it === 4,
      nbformat_minor: (it) => Number.isInteger(it) && Number(it) >= 5,
      cells: Array.isArray,
    },
  },
  kernelspec: { must: { name: isText, display_name: isText }, may: { language: isText } },
  language_info: { must: { name: isText }, may: { file_extension: isText, mimetype: isText } },
  markdown: {
    must: {
      id: (it) => isText(it) && /^[a-zA-Z0-9-_]{1,64}$/.test(String(it)),
      cell_type: isText,
      metadata: isObject,
      source: isMultiline,
    },
  },
  code: {
    must: {
      id: (it) => isText(it) && /^[a-zA-Z0-9-_]{1,64}$/.test(String(it)),
      cell_type: isText,
      metadata: isObject,
      source: isMultiline,
      outputs: Array.isArray,
      execution_count: isCount,
    },
  },
  display_data: { must: { output_type: isText, data: isBundle, metadata: isObject } },
  error: {
    must: { output_type: isText, ename: isText, evalue: isText, traceback: isTexts },
  },
  'cell metadata': {
    must: {},
    may: {
      jupyter: (it) => isObject(it),
      tags: (it) =>
        isTexts(it) &&
        new Set(it as string[]).size === (it as string[]).length &&
        (it as string[]).every((tag) => /^[^,]+$/.test(tag)),
    },
  },
}

function check(kind: string | undefined, value: unknown, place: string): string[] {
  const known = kind === undefined ? undefined : kinds[kind]
  if (!known) return [`${place}: of no kind that there is: ${kind}`]
  if (!isObject(value)) return [`${place}: no object`]
  const fields = value as Record<string, unknown>
  const allowed = { ...known.must, ...known.may }
  return [
    ...Object.keys(known.must).flatMap((key) => (key in fields ? [] : [`${place}: no ${key}`])),
    ...Object.entries(fields).flatMap(([key, it]) =>
      !Object.hasOwn(allowed, key)
        ? [`${place}: ${key} is not allowed`]
        : allowed[key](it)
          ? []
          : [`${place}: wrong ${key}`],
    ),
  ]
}

/** Where a notebook breaks the rules of its format; empty for a valid one. */
export function findFormatMistakes(notebook: unknown): string[] {
  const top = check('notebook', notebook, 'notebook')
  if (top.length > 0) return top
  const { cells, metadata } = notebook as {
    cells: Record<string, unknown>[]
    metadata: Record<string, unknown>
  }
  const ids = cells.map(({ id }) => id)
  return [
    ...ids.filter((it, at) => ids.indexOf(it) !== at).map((it) => `two cells have the id ${it}`),
    ...['kernelspec', 'language_info'].flatMap((it) => check(it, metadata[it], it)),
    ...cells.flatMap((cell, at) => [
      ...check(String(cell['cell_type']), cell, `cell ${at}`),
      ...check('cell metadata', cell['metadata'], `cell ${at}, metadata`),
      ...((cell['outputs'] ?? []) as Record<string, unknown>[]).flatMap((it, n) =>
        check(String(it['output_type']), it, `cell ${at}, output ${n}`),
      ),
    ]),
  ]
}
