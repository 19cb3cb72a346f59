import type { Code, Root } from 'mdast'
import type { Math } from 'mdast-util-math'
import { SKIP, visit } from 'unist-util-visit'
import type { FenceMeta } from '../syntax/fence-meta.ts'
import { placeInMeta } from '../syntax/fence-place.ts'
import type { JsxElement } from '../syntax/mdx-elements.ts'
import type { Mistakes } from '../syntax/mistakes.ts'
import { placeOf } from '../syntax/place.ts'
import { placeOfAttribute } from '../syntax/props.ts'
import { replaceTexts } from './replace-texts.ts'
import { findShared, wordAttributes, type SharedPart } from './shared-parts.ts'
import type { SourcePage } from './source-page.ts'
import { type Mistake, about } from '../../strings/mistakes.ts'

type Part<Kind extends SharedPart['kind']> = Extract<SharedPart, { kind: Kind }>

/**
 * Gives a translation what it shares with its source by name: the code of cells, the TeX of formulas, and all
 * attributes that hold no words. Reports what it has of its own instead. Does nothing to what was filled before.
 */
export function fillTranslation(root: Root, source: SourcePage, mistakes: Mistakes): void {
  const given = new Map(findShared(source.root).map((it) => [it.key, it]))
  const lost = new Set<object>()
  for (const part of findShared(root)) {
    const from = given.get(part.key)
    if (!from) {
      mistakes.report(placeOf(part.node), { kind: 'orphanedKey', key: part.key, file: source.file })
      lost.add(part.node)
    } else if (part.kind === 'cell') fillCell(part, from as Part<'cell'>, { source, mistakes })
    else if (part.kind === 'formula') fillFormula(part, from as Part<'formula'>, mistakes)
    else fillElement(part.node, from.node as JsxElement, { source, mistakes })
  }
  // What has no source has no code either, which would be told a second time.
  visit(root, (node, index, parent) => {
    if (!parent || index === undefined || !lost.has(node)) return undefined
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
}

interface Context {
  source: SourcePage
  mistakes: Mistakes
}

function fillCell(
  { key, node, meta }: Part<'cell'>,
  from: Part<'cell'>,
  { source, mistakes }: Context,
): void {
  if (node.data && 'origin' in node.data) return
  const start = placeOf(node)
  node.value = replaceTexts(from.node.value, node.value, (line, mistake) =>
    mistakes.report({ line: start.line + 1 + line, column: start.column }, about(key, mistake)),
  )
  refuseOwn(node, meta, mistakes)
  for (const it of ['caption', 'alt'])
    if (from.meta.attributes.has(it) && !meta.attributes.has(it))
      mistakes.warn(start, { kind: 'untranslatedKey', attribute: it, key, file: source.file })
  addMissing(node, meta, from.meta)
  const place = placeOf(from.node)
  const origin = { file: source.file, place: { line: place.line + 1, column: place.column } }
  node.data = { ...node.data, ...{ origin } }
}

function fillFormula(
  { node, meta }: Part<'formula'>,
  from: Part<'formula'>,
  mistakes: Mistakes,
): void {
  if (node.data && 'isShared' in node.data) return
  if (node.value.trim() !== '') mistakes.report(placeOf(node), { kind: 'ownFormula' })
  refuseOwn(node, meta, mistakes)
  node.value = from.node.value
  addMissing(node, meta, from.meta)
  node.data = { ...node.data, ...{ isShared: true } }
}

/** Tells of attributes that a fence takes from its source. */
function refuseOwn(node: Code | Math, { offsets }: FenceMeta, mistakes: Mistakes): void {
  for (const [name, { word }] of offsets)
    if (!['cell', 'name', ...wordAttributes].includes(name))
      mistakes.report(placeInMeta(node, word, undefined), explainOwn(name))
}

const explainOwn = (name: string): Mistake => ({ kind: 'ownAttribute', name })

/** Writes what the source has behind its fence, and the translation does not, at the end. */
function addMissing(node: Code | Math, own: FenceMeta, from: FenceMeta): void {
  const missing = [...from.offsets.keys()].filter((it) => !own.offsets.has(it))
  const written = missing.map((name) => {
    const value = from.attributes.get(name)
    return value === undefined ? name : `${name}="${value.replace(/["\\]/g, '\\$&')}"`
  })
  node.meta = [node.meta, ...written].filter(Boolean).join(' ')
}

function fillElement(node: JsxElement, from: JsxElement, { source, mistakes }: Context): void {
  if (node.data && 'isShared' in node.data) return
  const own = new Set(node.attributes.map((it) => ('name' in it ? it.name : '')))
  for (const name of own)
    if (name !== 'name' && !wordAttributes.includes(name))
      mistakes.report(placeOfAttribute(node, name), explainOwn(name))
  // Options of a choice are values of cells; what is shown for them are its labels.
  if (node.name === 'Choice' && own.has('options'))
    mistakes.report(placeOfAttribute(node, 'options'), { kind: 'ownOptions' })
  for (const attribute of from.attributes) {
    if (attribute.type !== 'mdxJsxAttribute' || own.has(attribute.name)) continue
    if (isSaid(node, attribute.name))
      mistakes.warn(placeOf(node), {
        kind: 'untranslatedKey',
        attribute: attribute.name,
        key: `<${node.name}>`,
        file: source.file,
      })
    const { position: _, ...copy } = structuredClone(attribute)
    node.attributes.push(copy)
  }
  node.data = { ...node.data, ...{ isShared: true } }
}

/** Whether an attribute is in words on every page. Labels may be letters of the alphabet. */
const isSaid = ({ name }: JsxElement, attribute: string): boolean =>
  attribute === 'unchecked' || (attribute === 'options' && name === 'Predict')
