import { cellAttributes, cellFlags } from './chapter/chapter.ts'
import { formulaAttributes } from './formulas/equation.ts'
import type { ComponentTable, WrittenComponent } from './syntax/component-table.ts'
import type { Prop } from './syntax/props.ts'

/** What is told of a component below an example of it. */
export interface ShownComponent {
  /** How it begins. */
  opening: string
  attributes: ShownAttribute[]
  /** What may stand within a tag, and where it may stand; nothing for what is no tag. */
  tag?: Pick<WrittenComponent, 'content' | 'inline' | 'slots'>
}

interface ShownAttribute {
  name: string
  /** What it holds, if the check knows a kind. */
  kind?: Prop['kind']
  needed: boolean
}

/** What the check knows of a component; nothing of what takes no attributes and has no tag. */
export function showComponent(name: string, table: ComponentTable): ShownComponent | undefined {
  // A name that no component has is told by the check of examples.
  if (!Object.hasOwn(table, name)) return undefined
  const component = table[name]
  if ('instead' in component) return behindFence[name]
  const { props, content, inline, slots } = component
  const attributes = Object.entries(props).map(([name, { kind, needed }]) => ({
    name,
    kind,
    needed: needed !== undefined,
  }))
  return { opening: `<${name}>`, attributes, tag: { content, inline, slots } }
}

const withValues = (names: readonly string[]): ShownAttribute[] =>
  names.map((it) => ({ name: `${it}=…`, needed: it === 'name' }))
const alone = (names: readonly string[]): ShownAttribute[] =>
  names.map((name) => ({ name, needed: false }))

/** The words that may stand behind a fence, and behind the sign of a formula. */
const behindFence: Readonly<Record<string, ShownComponent>> = {
  Cell: {
    opening: '```ts cell',
    attributes: [...withValues(cellAttributes), ...alone(cellFlags)],
  },
  Formula: { opening: '$$', attributes: withValues(formulaAttributes) },
}
