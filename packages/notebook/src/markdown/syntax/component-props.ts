import { findComponent, type WrittenComponent } from './component-table.ts'
import type { JsxElement } from './mdx-elements.ts'
import { Mistakes } from './mistakes.ts'
import { placeOfAttribute, PropError, readProps, type Props, type ReadProps } from './props.ts'

/** Reads the attributes of a component, each alone and then all together. */
export function readComponent(node: JsxElement, component: WrittenComponent): ReadProps {
  const read = readProps(node, node.name ?? '', component.props)
  if (read.wrong.length > 0) return read
  try {
    component.check?.(read.props)
  } catch (error) {
    if (!(error instanceof PropError)) throw error
    read.wrong.push({ place: placeOfAttribute(node, error.attribute), told: error.told })
  }
  return read
}

/**
 * The attributes of a component that authors write. Throws ChapterErrors for all that are wrong.
 */
export function componentProps(node: JsxElement, file: string): Props {
  const component = findComponent(node.name ?? '')
  if (!component || 'instead' in component)
    throw new TypeError(`not written by authors: <${node.name}>`)
  const { props, wrong } = readComponent(node, component)
  const mistakes = new Mistakes(file)
  for (const { place, told } of wrong) mistakes.report(place, told)
  mistakes.throwAny()
  return props
}
