import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findUnsettled } from '../../scripts/check/find-unsettled.ts'

/** A definition on which nothing depends. */
const page = `---
title: Alone
---

<Model name="m" sizes={{ C: [2, 4] }} index={{ C: "i k" }} free={{ z: "vector" }}>

$$ name=alone
\\sigma_i =
\\frac{e^{z_i}}{\\sum_{k=1}^{C} e^{z_k}}
$$

</Model>
`

test('a mutant of a definition is told at the line on which it is written, with its cures', async () => {
  const root = mkdtempSync(join(tmpdir(), 'unsettled-'))
  const file = join(root, 'content/en/77-alone.mdx')
  mkdirSync(join(root, 'content/en'), { recursive: true })
  writeFileSync(file, page)
  const mutants = (await findUnsettled([file])).filter(({ message }) => /^mutant/.test(message))
  rmSync(root, { recursive: true })
  expect(mutants.length).toBeGreaterThan(3)
  for (const { line, message } of mutants) {
    expect([8, 9]).toContain(line)
    expect(message).toContain('check a formula that depends on it')
  }
})
