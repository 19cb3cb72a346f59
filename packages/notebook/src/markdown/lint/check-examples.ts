import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { holdsComponent, namesShown, showableNamesOf } from '../find-shown.ts'
import type { ComponentTable } from '../syntax/component-table.ts'
import { isJsx } from '../syntax/mdx-elements.ts'
import type { ReportMistake } from '../syntax/mistakes.ts'
import { placeOfAttribute } from '../syntax/props.ts'
import { suggest } from '../syntax/suggest.ts'

/** Checks that each `<Example>` holds the components that it says it is an example of. */
export function checkExamples(root: Root, report: ReportMistake, table: ComponentTable): void {
  const showable = showableNamesOf(table)
  visit(root, (node) => {
    if (!isJsx(node) || node.name !== 'Example') return
    for (const name of namesShown(node)) {
      const place = placeOfAttribute(node, 'of')
      if (!showable.includes(name))
        report(place, {
          kind: 'exampleOfNothing',
          name,
          cure: suggest(name, showable, { kind: 'anExampleShows' }),
        })
      else if (!holdsComponent(node, name)) report(place, { kind: 'exampleWithout', name })
    }
  })
}
