import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'

/**
 * The attributes of a component that the build makes. MDX attributes are strings, so all props are
 * passed as JSON in one of them; `props` is a phantom type.
 */
export interface Packed<Props> {
  data: string & { readonly props?: Props }
}

/** The props that the build gave a component. */
export function unpackProps<Props>({ data }: Packed<Props>): Props {
  return JSON.parse(data) as Props
}

/** The attribute that holds a component's props. */
export function packProps(props: object): MdxJsxAttribute {
  return { type: 'mdxJsxAttribute', name: 'data', value: JSON.stringify(props) }
}

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
