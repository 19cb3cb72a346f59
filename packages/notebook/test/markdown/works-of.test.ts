import { expect, test } from 'vitest'
import { worksOf } from '../../src/markdown/lint/works-of.ts'

test('a page’s works are those that it cites or lists, and no other quoted word', () => {
  const source = `See <Cite id="luce1959" />, and "good1979", <Cites id="x" />.

\`\`\`ts cell
const name = "bridle1990"
\`\`\`

<References
  ids={["gibbs1902", 'boltzmann1868']}
/>
`
  expect([...worksOf(source)]).toEqual(['luce1959', 'gibbs1902', 'boltzmann1868'])
  expect([...worksOf('None.')]).toEqual([])
})
