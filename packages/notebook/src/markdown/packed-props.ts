import { createHash } from 'node:crypto'
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'

/**
 * The attributes of a component that the build makes. MDX attributes are strings, so all props are
 * passed by the key of their JSON in one of them; `props` is a phantom type.
 */
export interface Packed<Props> {
  data: string & { readonly props?: Props }
}

type PropsByKey = Map<string, Uint8Array>

/**
 * The JSON of props, as UTF-8, by its key. A page has hundreds of kilobytes of them, drawings and set formulas, which
 * would otherwise be parsed, bundled and printed as parts of its module. A build loads this file twice, with the steps that
 * make pages and with the components: both find the map at the global object.
 */
export function propsByKey(): PropsByKey {
  const holder = globalThis as Record<symbol, PropsByKey | undefined>
  return (holder[Symbol.for('cellgraph.props')] ??= new Map())
}

/** `props:` and a digest of the JSON. */
const key = /props:[\w-]{43}/g

/** The props that the build gave a component. */
export function unpackProps<Props>({ data }: Packed<Props>): Props {
  const json = propsByKey().get(data)
  if (!json) throw new RangeError(`unknown props: ${data}`)
  return JSON.parse(decode(json)) as Props
}

/** The attribute that names a component's props. */
export function packProps(props: object): MdxJsxAttribute {
  const json = Buffer.from(JSON.stringify(props))
  const value = `props:${createHash('sha256').update(json).digest('base64url')}`
  propsByKey().set(value, json)
  return { type: 'mdxJsxAttribute', name: 'data', value }
}

/** The JSON of all props that a module names, to be kept with it. */
export function propsIn(code: string): Map<string, Uint8Array> {
  const keys = new Set(code.match(key))
  return new Map(
    [...keys].flatMap((it) => {
      const json = propsByKey().get(it)
      return json ? [[it, json]] : []
    }),
  )
}

/** Takes the props of a module that was kept. */
export function takeProps(kept: ReadonlyMap<string, Uint8Array>): void {
  for (const [key, json] of kept) propsByKey().set(key, json)
}

const decoder = new TextDecoder()
const decode = (bytes: Uint8Array): string => decoder.decode(bytes)

/** Makes elements of components by name, with typed props: `All` maps names to props. */
export interface ElementMaker<All> {
  block<Name extends keyof All & string>(
    name: Name,
    props: All[Name] & object,
    children?: MdxJsxFlowElement['children'],
  ): MdxJsxFlowElement
  inline<Name extends keyof All & string>(name: Name, props: All[Name] & object): MdxJsxTextElement
}

export function elementMaker<All>(): ElementMaker<All> {
  return {
    block: (name, props, children = []) => ({
      type: 'mdxJsxFlowElement',
      name,
      attributes: [packProps(props)],
      children,
    }),
    inline: (name, props) => ({
      type: 'mdxJsxTextElement',
      name,
      attributes: [packProps(props)],
      children: [],
    }),
  }
}
