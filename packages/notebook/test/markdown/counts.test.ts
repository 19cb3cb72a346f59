import { describe, expect, test } from 'vitest'
import { findChapter } from '../../src/markdown/chapter/chapter.ts'
import { checkFormulas } from '../../src/markdown/formulas/check-formulas.ts'
import { countPage } from '../../src/markdown/count-page.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'

const page = `
<Slider name="T" value={1} min={0.1} max={2} step={0.1}>T</Slider>

\`\`\`ts cell name=fig alt="A line at \${T}." caption="At \${T}."
Plot.plot({ marks: [Plot.ruleY([T])] })
\`\`\`

\`\`\`ts cell name=twice
2 * T
\`\`\`

It is \`{ts} T + 1\`.

<Model name="m" free={{ a: "real", b: "real" }}>

$$ name=square
d = (a + b)^2
$$

</Model>

$$ name=open model=m
\\begin{aligned}
d &= a^2 + 2 a b + b^2 \\\\
&= a^2 + b (2 a + b)
\\end{aligned}
$$

$$ name=shown unchecked="a wish"
a = b
$$
`
const symbols = ['a', 'b', 'd'].map((name) => ({ name, meaning: 'a number', say: name }))

describe('countPage', () => {
  test('cells, figures, inputs, values and the status of formulas are counted', async () => {
    const root = parseMdx(page)
    const counts = countPage(
      findChapter('a.mdx', root, page),
      await checkFormulas(root, 'a.mdx', { symbols, prove: true }),
    )
    // Values: in the sentence, the caption and the alternative.
    expect(counts).toMatchObject({
      cells: 2,
      figures: 1,
      inputs: 1,
      values: 3,
      formulas: { proved: 2, checked: 0, definition: 1, twin: 0, unchecked: 1 },
    })
    expect(counts.draws).toBeGreaterThan(10)
    expect(counts.largestError).toBeGreaterThan(0)
    expect(counts.largestError).toBeLessThan(1e-12)
  })
})
