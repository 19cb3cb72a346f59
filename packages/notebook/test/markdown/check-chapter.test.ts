import { createMarkdownProcessor } from '@astrojs/markdown-remark'
import type { Heading } from 'mdast'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { checkChapter } from '../../src/markdown/lint/check-chapter.ts'
import { addressOf } from '../../src/markdown/lint/address.ts'
import { compareKeys } from '../../src/markdown/lint/chapter-key.ts'
import { takenAddresses } from '../../src/markdown/lint/page-names.ts'
import { embedFolder, shellFolder } from '../../src/site/embed/paths.ts'
import { offlinePage } from '../../src/site/offline-page.ts'
import { playPage } from '../../src/site/play-page.ts'
import { checkFileNames } from '../../src/markdown/lint/check-file-names.ts'
import { componentTable, writtenNamesOf } from '../../src/markdown/syntax/component-table.ts'
import { parseMdx } from '../../src/markdown/syntax/engine.ts'
import { readReferences } from '../../src/markdown/lint/reference-list.ts'
import { headingText, slugOf } from '../../src/markdown/lint/slug.ts'

/** A book of two chapters, its lists and one file that is served as it is. */
const root = mkdtempSync(join(tmpdir(), 'book-'))
const head = '---\ntitle: T\ndescription: D.\n---\n'
const write = (file: string, text: string): string => {
  writeFileSync(join(root, file), text)
  return file
}
for (const folder of ['en', 'zh', 'public']) mkdirSync(join(root, folder))
write(
  'references.json',
  '[{ "id": "bridle1990", "short": "Bridle 1990", "authors": "B", "title": "T" }, { "id": "luce1959", "short": "Luce 1959", "authors": "L", "title": "T" }]',
)
write('en/index.mdx', head)
write('en/01-one.mdx', head)
write(
  'en/02-two.mdx',
  `${head}## A heading: \`code\` & more\n\n$$ name=first unchecked="it is a test"\nz_i\n$$\n\n\`\`\`ts cell name=a\n1\n\`\`\`\n`,
)
write('zh/02-two.mdx', head)
write('en/notation.mdx', head)
write('public/data.csv', '1')
write('en/dot.png', '')
afterAll(() => rmSync(root, { recursive: true }))

/** The mistakes told of a first chapter with this text, each with its line and column below the frontmatter. */
function mistakes(text: string): string[] {
  try {
    checkChapter('en/01-one.mdx', head + text, {
      references: 'references.json',
      appendices: ['notation'],
      reserved: ['search'],
      root,
    })
    return []
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .map((it) =>
        it.replace(/^en\/01-one\.mdx:(\d+)/, (_, line: string) => String(Number(line) - 4)),
      )
  }
}

test.each([
  ['with its mark', '\uFEFF'],
  ['without one', ''],
])('a file in UTF-16 %s is told as one, and nothing else of it', (_, mark) => {
  const read = Buffer.from(mark + head, 'utf16le').toString('utf8')
  expect(() =>
    checkChapter('en/01-one.mdx', read, { references: 'references.json', root }),
  ).toThrow(/^en\/01-one\.mdx:1:1: not UTF-8: the file is in UTF-16; save it as UTF-8$/)
})

const answer = '<Fragment slot="answer">\n\nSo.\n\n</Fragment>'
const predict = (attributes: string): string =>
  `<Predict ${attributes}>\n\nWhat?\n\n${answer}\n</Predict>`

describe.each<[what: string, cases: [text: string, mistake: string][]]>([
  [
    'a component',
    [
      ['<Slidr name="z" />', '1:1: unknown component: <Slidr>; did you mean Slider?'],
      [
        '<slider name="z" />',
        '1:1: unknown element: <slider>; did you mean <Slider>? Components begin with a capital',
      ],
      [
        '<Cell name="z" />',
        '1:1: not for authors: <Cell>; write a fence that begins with ```ts cell name=…',
      ],
      [
        '<MarginNote side="left">x</MarginNote>',
        '1:13: unknown attribute: side; <MarginNote> takes none',
      ],
      [
        '<Exercise>\n\nDo.\n\n</Exercise>',
        '1:1: missing attribute: title; <Exercise> needs title="…"',
      ],
      [
        '<Exercise title="">\n\nDo.\n\n</Exercise>',
        '1:11: invalid title: ""; write plain text, without formulas, values or Markdown, as in title="…"',
      ],
      [
        '<Exercise titel="A">\n\nDo.\n\n</Exercise>',
        '1:11: unknown attribute: titel; did you mean title? <Exercise> takes title',
      ],
      [
        '<Exercise title="A" />',
        '1:1: empty: <Exercise>; write its text between <Exercise> and </Exercise>',
      ],
      [
        'A <Eq name="x">y</Eq>.',
        '1:3: content that would not show: <Eq> takes none; end it with />',
      ],
      [
        'A <Toggle {...x}>On</Toggle>',
        '1:11: cannot spread into a component: write each attribute out',
      ],
      [
        'Look: <Remember>x</Remember> more.',
        '1:7: within a line: <Remember>; put it on lines of its own, between empty lines',
      ],
      [
        predict('options={["a", "b"]} right={0}'),
        '1:1: missing attribute: name; <Predict> needs name="…"',
      ],
      [
        predict('name="a" options={["$x$", "b"]} right={0}'),
        '1:19: invalid options: ["$x$","b"]; write an array of plain texts, without formulas, values or Markdown',
      ],
      [
        predict('name="a b" options={["a", "b"]} right={0}'),
        '1:10: invalid name: "a b"; use letters, digits, - and _',
      ],
      [
        predict('name="a" options={["a", "b"]} right={2}'),
        '1:40: invalid right: 2; it is the index of the right option, from 0 to 1',
      ],
      [
        predict('name="a" options={["a", "b"]} right="0"'),
        '1:40: invalid right: "0"; write a number, as in right={1}',
      ],
      [
        predict('name="a" options={["a"]} right={0}'),
        '1:19: too few options: 1; give a reader at least two to choose from',
      ],
      [predict('name="a" options={["a", "a"]} right={0}'), '1:19: option given twice: "a"'],
      [
        predict('name="a" options={["a", "b"]} right={0}').replace(answer, ''),
        '1:1: missing part: <Predict> needs <Fragment slot="answer">…</Fragment> directly within it',
      ],
      [
        predict('name="a" options={["a", "b"]} right={0}').replace(
          'What?',
          'What?\n\n<Fragment slot="anser">x</Fragment>',
        ),
        '5:1: part that would not show: slot="anser"; did you mean answer? <Predict> has answer',
      ],
      [
        '<Fragment slot="claim">x</Fragment>',
        '1:1: part that would not show: slot="claim"; a part stands directly within its component, as the answer does in <Predict>',
      ],
      [
        `${predict('name="a" options={["a", "b"]} right={0}')}\n\n${predict('name="a" options={["a", "b"]} right={0}')}`,
        '12:10: prediction name used twice: a; it is also on line 5',
      ],
      [
        '<Model name="m" sizes={{ C: 6 }} />',
        '1:17: invalid sizes: C: 6; write from where to where it goes, as in {{ C: [2, 6] }}',
      ],
      [
        '<Model name="m" free={{ z: 1 }} />',
        '1:17: invalid free: z: 1; write text, as in {{ z: "…" }}',
      ],
      [
        '<Toggle name="t">On</Toggle>\n\n<Choice name="t" options={["a"]}>Which</Choice>',
        '3:9: input name used twice: t; it is also on line 5',
      ],
    ],
  ],
  [
    'an HTML element',
    [
      [
        '<img src="../data.csv" />',
        '1:1: picture without words: <img>; give it an alt="…" that says what it shows, or alt="" if it only decorates',
      ],
      ['<img alt="A dot" />', '1:1: picture without an address: <img>; give it a src="…"'],
      [
        '<img alt="A dot" src="https://x.org/a.png" />',
        '1:18: picture from elsewhere: https://x.org/a.png; a page shows only its own: put the file beside the chapter and write ![what it shows](./name)',
      ],
      [
        '<script>x</script>',
        '1:1: refused element: <script>; a page runs no script of its own: compute in a cell',
      ],
      [
        '<div onclick="x">y</div>',
        '1:6: dead attribute: onclick; a page runs no script of its own: compute in a cell',
      ],
      ['<div id={x}>y</div>', '1:6: attribute `id` must be written out'],
      [
        '<centre>y</centre>',
        '1:1: unknown element: <centre>; a page has those of text, tables and pictures',
      ],
      [
        '<a>x</a>',
        '1:1: link without an address: <a>; give it a href="…", or write [words](address)',
      ],
      ['<p className="x">y</p>', '1:4: dead attribute: className; write class'],
      [
        '<h1>y</h1>',
        '1:1: refused element: <h1>; the title in the frontmatter is the page’s only one',
      ],
    ],
  ],
  [
    'a citation',
    [
      [
        'A <Cite id="bridel1990" />.\n\n<References ids={["bridle1990"]} />',
        '1:9: unknown reference: bridel1990; did you mean bridle1990?',
      ],
      [
        'A <Cite id="bridle1990" />.\n\n<References ids={["luce1959"]} />',
        '1:3: cited but not listed: bridle1990; add it to <References> on line 7',
      ],
      [
        'A <Cite id="bridle1990" />.',
        '1:3: cited but not listed: bridle1990; write <References ids={["bridle1990"]} /> at the page’s end',
      ],
      [
        '<References ids={["luce"]} />',
        '1:13: unknown reference: luce; add it to references.json: an object with id, short, authors and title; references.json has bridle1990, luce1959',
      ],
      [
        '<References ids={["luce1959", "luce1959"]} />',
        '1:13: reference listed twice: luce1959; keep one',
      ],
      ['A <Cite />.', '1:3: missing attribute: id; <Cite> needs id="…"'],
      [
        '```ts cell name=a caption="As <Cite id=\'x\' /> has it."\n1\n```',
        '1:37: unknown reference: x; add it to references.json',
      ],
    ],
  ],
  [
    'braces',
    [
      [
        'Here {a}.',
        '1:6: value in braces: {a}; write `{ts} a` in backquotes for a value, {/* … */} for a comment, and \\{ for a brace',
      ],
      [
        '{p[0].toFixed(3)}',
        '1:1: value in braces: {p[0].toFixed(3)}; write `{ts} p[0].toFixed(3)`',
      ],
      [
        'Here {ts} a.',
        '1:6: value without backquotes: {ts}; write `{ts} …` with a backquote before the brace and one behind the expression',
      ],
      ['Here {}.', '1:6: empty braces: {}; a brace itself is written \\{'],
      ['Here {/* a */ b}.', '1:6: value in braces'],
      ['export const a = 1', '1:1: code in prose: a chapter imports and exports nothing'],
    ],
  ],
  [
    'a value',
    [
      [
        'Now `{ts z}`.',
        '1:5: no value: `{ts z}`; write `{ts} z`, in small letters and with a blank after the brace',
      ],
      ['Now `{ts}z`.', '1:5: no value: `{ts}z`; write `{ts} z`'],
      ['Now `{TS} z`.', '1:5: no value: `{TS} z`; write `{ts} z`'],
      ['Now `{js} z`.', '1:5: no value: `{js} z`; write `{ts} z`'],
      ['Now `{ts) z`.', '1:5: no value: `{ts) z`; write `{ts} z`'],
      ['Now `ts} z`.', '1:5: no value: `ts} z`; write `{ts} z`'],
      ['Now `{python} z`.', '1:5: no value: `{python} z`; write `{ts} z`'],
      ['Now `{ts}`.', '1:5: value without an expression: `{ts}`; write `{ts} …`'],
    ],
  ],
  [
    'what is left open',
    [
      [
        'Text <MarginNote> more.\n\nText.',
        '1:6: unclosed: <MarginNote>; its text ends before it is closed. Close it in the same paragraph, or put <MarginNote> and </MarginNote> on lines of their own',
      ],
      [
        '<Remember>\n\nText.',
        '1:1: unclosed: <Remember>; close it with </Remember>, or write <Remember … /> if nothing stands within it',
      ],
      [
        '<Remember>\n\nText.\n\n</Exercise>',
        '5:1: wrong closing tag: </Exercise>; <Remember> of line 5 is open, and is closed with </Remember>',
      ],
      ['Text.\n\n</Remember>', '3:1: nothing to close: </Remember>; no such tag is open'],
      [
        '<Remember>\ntext\n</Remember> more',
        '3:1: misplaced: </Remember>; it ends within another paragraph than it began: put it on a line of its own, after an empty line',
      ],
      ['If a <b, so.', '1:6: stray <: "<b, so." begins no tag'],
      [
        'If x <3 or',
        '1:6: stray <: "<3 or" begins no tag; write \\< for the sign itself, or set it in a formula or in backquotes',
      ],
      [
        'Some {brace here.\n\nMore {/* fine */}.',
        '1:6: unclosed brace: {; a value is written `{ts} …`, a comment {/* … */}, and a brace itself \\{',
      ],
      ['Some {/* fine */} and {one.', '1:23: unclosed brace: {'],
      ['<Toggle name="a" value={true />', '1:24: unclosed brace: {; close it with }'],
      [
        'Some {a b}.',
        '1:6: unreadable braces: unexpected content after expression; a value is written `{ts} …`',
      ],
      [
        '<Vector name="z" value={[1, 2} />',
        '1:30: unexpected `}`; `[` of line 5, column 25 waits for its `]`',
      ],
      ['<Toggle name="a" value={} />', '1:24: empty attribute: {}; write a value'],
      [
        '<Toggle name=a />',
        '1:14: attribute without quotes: name=a; write name="…" in straight quotes, or name={…} for a number or a list',
      ],
      [
        '<Toggle name="a\n\nText.',
        '1:1: unclosed quote in <Toggle: an attribute’s value ends with the quote that it begins with',
      ],
      ['<Toggle name="a"\n\nText.', '1:1: unreadable tag: <Toggle: it ends nowhere'],
      ['<!-- note -->', '1:1: HTML comment: <!--; a comment is written {/* … */}'],
      ['See <https://x.org>.', '1:5: address in angle brackets: <https; write [words](address)'],
      [
        'Text.\n\nimport of goods',
        '3:1: unreadable: a line that begins with `import` is read as code. A chapter imports and exports nothing',
      ],
      [
        'Text.\n\n```ts\nconst a = 1\n\n## More',
        '3:1: unclosed: ```; it takes all that follows, to line 10: close it with the same signs on a line of its own',
      ],
      [
        'Text.\n\n$$ name=a\nz\n\n## More',
        '3:1: unclosed: $$; it takes all that follows, to line 10',
      ],
      ['A **word.', '1:3: unclosed: **; close it with two more stars in the same paragraph'],
      ['A `word.', '1:3: unclosed backquote: close it with another in the same paragraph'],
      ['A [word] (../two/).', '1:3: no link: [word] (../two/); write [words](address)'],
      ['A [word](../two/ x).', '1:3: no link: [word](../two/ x); write [words](address)'],
      ['A [word][two].', '1:3: link to nowhere: [word][two]; write [words](address)'],
      ['A note.[^1]', '1:8: footnote without a text: [^1]; write [^1]: … on a line of its own'],
      [
        'A note.[^1]\n\n[^1]: One.\n\n[^2]: Two.',
        '5:1: footnote that nothing refers to: write [^2] where it belongs',
      ],
      [
        'A note.[^1]\n\n[^1]: One.\n\n[^1]: Two.',
        '5:1: footnote given twice: 1; it is also on line 7',
      ],
      [
        '| a | b |\n|---|---|\n| 1 | 2 | 3 |',
        '3:9: cell too many: the table’s head has 2, and what stands beyond would not show; a | within a cell is written \\|',
      ],
      [
        '| a | b |\n|---|\n| 1 | 2 |',
        '1:1: no table: the line of dashes under its head must have as many parts as the head',
      ],
      ['A *word, and', '1:3: unclosed: *; close it with * in the same paragraph, or write \\*'],
      ['Where $x is, say', '1:7: unclosed: $; close it with $ in the same paragraph, or write \\$'],
      ['A&nbps;b', '1:2: unknown entity: &nbps;; write the sign itself, or &amp; for &'],
      ['##Heading', '1:1: no heading: ##; write a blank after ##'],
    ],
  ],
  [
    'a heading',
    [
      [
        '# Title',
        '1:1: second title: #; the title in the frontmatter is the page’s only one: begin with ##',
      ],
      ['### Deep', '1:1: skipped level: ### after the title; write ##'],
      ['## A\n\n#### B', '3:1: skipped level: #### after ##; write ###'],
      [
        '## A\n\n## A',
        '3:1: heading used twice: A; it is also on line 5, and links need to tell them apart',
      ],
      [
        '## Search',
        '1:1: heading with a taken address: Search; the page’s frame has #search: add a word',
      ],
      [
        'Text\n---',
        '1:1: underlined line: Text; a line with --- or === below is read as a heading: write ## before it, or an empty line between',
      ],
      [
        '## Of $x$',
        '1:1: formula or value in a heading: ## Of ; the list of sections shows words alone: name it in words',
      ],
      ['## Of `{ts} x`', '1:1: formula or value in a heading'],
      ['##', '1:1: heading without words: ##; its address is made of them'],
    ],
  ],
  [
    'a link',
    [
      [
        '[x](../twoo/)',
        '1:1: link to nowhere: ../twoo/; did you mean ../two/? the book’s pages are ./, ../two/, ../, ../notation/, ../zh/two/',
      ],
      ['[x](../two)', '1:1: link to nowhere: ../two; write ../two/'],
      ['[x](./02-two.mdx)', '1:1: link to nowhere: ./02-two.mdx; write ../two/'],
      ['[x](../02-two/)', '1:1: link to nowhere: ../02-two/; write ../two/'],
      [
        '[x](/two/)',
        '1:1: address from the root: /two/; the book may be served below a folder: write ../two/',
      ],
      [
        '[x](../two/#nope)',
        '1:1: link to nowhere: #nope; ../two/ has a-heading-code--more, eq-first, cell-a',
      ],
      [
        '[x](../two/#eq-frist)',
        '1:1: link to nowhere: #eq-frist; did you mean eq-first? ../two/ has',
      ],
      [
        '## A part\n\n[x](#a-prat)',
        '3:1: link to nowhere: #a-prat; did you mean a-part? this page has a-part',
      ],
      ['<a href="../nope/">x</a>', '1:4: link to nowhere: ../nope/'],
      ['[x][y]\n\n[y]: ../nope/', '3:1: link to nowhere: ../nope/'],
      ['[x](www.x.org)', '1:1: address without https: www.x.org; write https://www.x.org'],
      [
        '[x](htps://x.org)',
        '1:1: unknown kind of address: htps://x.org; a link begins with https:, mailto: or tel:, or leads to a page of the book',
      ],
      ['[x]()', '1:1: link without an address: write [words](address)'],
      [
        '[](../two/)',
        '1:1: link without words: [](../two/); only the number of a formula or a figure is written for you, as in [](#eq-name), [](#cell-name) and [](../chapter/#eq-name)',
      ],
      ['![](./dot.png)', '1:1: picture without words: ![]; write ![what it shows](address)'],
      [
        '![A dot](./dott.png)',
        '1:1: missing picture: ./dott.png; there is no such file beside the chapter',
      ],
      ['![A dot](https://x.org/a.png)', '1:1: picture from elsewhere: https://x.org/a.png'],
    ],
  ],
])('mistakes: %s', (_, cases) => {
  test.each(cases)('a mistake is reported with line, column and cure: %j', (text, mistake) => {
    const [first] = mistakes(text)
    expect(first.slice(0, mistake.length)).toBe(mistake)
  })
})

describe('frontmatter', () => {
  const told = (source: string): string => {
    try {
      checkChapter('en/01-one.mdx', source, {
        references: 'references.json',
        appendices: ['notation'],
        root,
      })
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  test.each([
    [
      'Text.',
      '1:1: missing frontmatter: title, description; a page begins with ---, title: …, description: …, perhaps short: …, and ---',
    ],
    ['---\ntitle: T\n---\n', '1:1: missing frontmatter: description;'],
    [
      '---\ntitle: T\ndescription:\n---\n',
      '3:1: invalid description: null; write description: and a text, in quotes if it is a number, a date, true or false',
    ],
    ['---\ntitle: 2024\ndescription: D\n---\n', '2:1: invalid title: 2024;'],
    [
      '---\ntitle: T\ndescription: D\nshrot: S\n---\n',
      '4:1: unknown frontmatter: shrot; did you mean short? a page has title, description, short',
    ],
    [
      '---\ntitle: The $x$\ndescription: D\n---\n',
      '2:1: marks in title: The $x$; it is shown as it is: write plain text, without formulas, values or Markdown',
    ],
    [
      '---\ntitle: T: U\ndescription: D\n---\n',
      '2:8: unreadable frontmatter: text with a colon; write it in "…"',
    ],
    ['---\ntitle: T\ntitle: U\n---\n', '3:1: frontmatter given twice: title; keep one'],
    [
      '---\ntitle: T\n\nText.',
      '1:1: unclosed frontmatter: ---; close it with --- on a line of its own',
    ],
    [
      '\n---\ntitle: T\n---\n',
      '1:1: frontmatter below the first line: ---; begin the file with it',
    ],
    ['+++\ntitle = "T"\n+++\n', '1:1: frontmatter in TOML: +++;'],
    ['---\n- title\n---\n', '1:1: frontmatter that is a list: write each as key: text'],
  ])('a mistake in the frontmatter is reported with its line: %j', (source, mistake) => {
    expect(told(source).replace('en/01-one.mdx:', '').slice(0, mistake.length)).toBe(mistake)
  })
})

test('all mistakes of a page are reported at once, in order', () => {
  expect(mistakes('### Deep\n\nHere {a} and `{ts z}`.\n\n<Slidr />')).toEqual([
    expect.stringMatching(/^1:1: skipped/),
    expect.stringMatching(/^3:6: value/),
    expect.stringMatching(/^3:14: no value/),
    expect.stringMatching(/^5:1: unknown component/),
  ])
})

test('text that only looks wrong is accepted', () => {
  expect(
    mistakes(
      String.raw`## A part

{/* a comment */} and {/* two */} in a sentence; a \{brace\}, 2 \*\* 3, a \< b, a < b, \´, 5 * 3 * 2, costs $5.

Code: \`{ ts: 1 }\`, \`{}\`, \`{ hash: "…" }\`, \`ts cell\`, \`{ts} 1\`. A [link](../two/#a-heading-code--more), [one](../two/#cell-a), [one](#a-part), [home](../), [notation](../notation/), [data](../data.csv), [out](https://x.org), [](#eq-x), <a href="../zh/two/">two</a>, [here](#text).

<Cite id="bridle1990" /> is cited, and Luce is there to read on.[^1]

[^1]: A note.

![A dot](./dot.png) <img src="../data.csv" alt="" />

<svg viewBox="0 0 1 1"><circle r="1" onclick={x} /></svg>

<References ids={["luce1959", "bridle1990"]} />`
        .replaceAll('\\`', '`')
        .replace('´', '`'),
    ),
  ).toEqual([])
})

test.each([
  [
    'tokens of a language model',
    '<Choice name="t" options={["<s>", "</s>", "<br/>"]}>token</Choice>',
  ],
  ['a bare link with a parameter like an entity', 'See https://example.org/?a=1&times=3 and on.'],
  ['a link with its address for a text', '[https://example.org/?a=1&times](https://example.org/)'],
  ['how a fence begins', 'A cell begins with `ts cell name=p`.'],
  ['one garbled sign, as an example', 'Read in Latin-1, ö comes out as Ã¶.'],
])('%s is no mistake', (_, text) => {
  expect(mistakes(text)).toEqual([])
})

test('a tag of a pair, or of a component, is told in a plain text', () => {
  for (const it of ['<b>one</b>', 'one<br>two', "<Cite id='x' />"])
    expect(mistakes(`<Choice name="t" options={["${it}", "b"]}>token</Choice>`)).toHaveLength(1)
})

test('a title that is a quotation stands in straight quotes', () => {
  const page = '---\ntitle: "“Attention is all you need”"\ndescription: D.\n---\nText.'
  expect(() =>
    checkChapter('en/01-one.mdx', page, {
      references: 'references.json',
      appendices: ['notation'],
      root,
    }),
  ).not.toThrow()
})

test('the addresses that no page can have are those of the site itself', () => {
  for (const address of [embedFolder, shellFolder, offlinePage, playPage])
    expect(takenAddresses).toContain(address)
})

describe('file names', () => {
  const told = (...files: string[]): string => {
    try {
      checkFileNames(files, 'content', ['notation', 'reference', 'bibliography', 'making'])
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  test.each([
    [
      'en/one.mdx',
      'content/en/one.mdx:1:1: misnamed: one.mdx; a chapter is NN-name.mdx: two or three digits for its place in the book, then its address in small letters, digits and -',
    ],
    ['en/1-one.mdx', 'content/en/1-one.mdx:1:1: misnamed: 1-one.mdx;'],
    ['en/01_one.mdx', 'content/en/01_one.mdx:1:1: misnamed: 01_one.mdx;'],
    ['en/01-One.mdx', 'content/en/01-One.mdx:1:1: misnamed: 01-One.mdx;'],
    ['en/01-one.md', 'content/en/01-one.md:1:1: misnamed: 01-one.md;'],
    [
      '01-one.mdx',
      'content/01-one.mdx:1:1: misnamed: 01-one.mdx; a page is a file of its language’s folder, as in en/01-name.mdx',
    ],
    [
      'en/more/01-one.mdx',
      'content/en/more/01-one.mdx:1:1: misnamed: 01-one.mdx; a page is a file',
    ],
  ])('the file name %s is refused', (file, message) =>
    expect(told(file).slice(0, message.length)).toBe(message),
  )
  test('chapters of one language cannot share a number or a name', () => {
    expect(told('en/01-one.mdx', 'en/01-two.mdx')).toBe(
      'content/en/01-two.mdx:1:1: misnamed: 01-two.mdx; 01-one.mdx has the same number; give each chapter its own',
    )
    expect(told('en/01-one.mdx', 'en/02-one.mdx')).toBe(
      'content/en/02-one.mdx:1:1: misnamed: 02-one.mdx; 01-one.mdx has the same name; give each chapter its own',
    )
  })
  test('no two pages of a language have one address, and none has one that the site needs', () => {
    expect(told('en/12-notation.mdx', 'en/notation.mdx')).toBe(
      'content/en/12-notation.mdx:1:1: misnamed: 12-notation.mdx; notation.mdx has the same name; give each chapter its own',
    )
    expect(told('en/100-play.mdx')).toBe(
      'content/en/100-play.mdx:1:1: misnamed: 100-play.mdx; the site has something else at /play/; give the page another name',
    )
    expect(told('en/01-zh.mdx')).toBe('')
    expect(told('en/01-zh.mdx', 'zh/02-two.mdx')).toContain('something else at /zh/')
    expect(
      told('en/index.mdx', 'en/reference.mdx', 'en/01-one.mdx', 'en/02-two.mdx', 'zh/01-one.mdx'),
    ).toBe('')
  })
})

test('a book may have more than a hundred chapters, in the order of their numbers', () => {
  const keys = ['100-last', '11-late', '02-early', '099-later']
  expect(keys.sort(compareKeys)).toEqual(['02-early', '11-late', '099-later', '100-last'])
  expect(addressOf('en', '100-last')).toBe('/last/')
  expect(() => checkFileNames(['en/99-a.mdx', 'en/100-b.mdx'], 'content')).not.toThrow()
  expect(() => checkFileNames(['en/099-b.mdx', 'en/99-a.mdx'], 'content')).toThrow(
    '099-b.mdx has the same number',
  )
})

test('a heading gets the same slug as in Astro', async () => {
  const headings = [
    'A part',
    'Softmax: exponentiate, then share',
    "Why “quotes”, 'these' and -- dashes --- and dots ...?",
    '`logSumExp` and _more_',
    '从分数到概率',
    'A/B, C_D & É',
  ]
  const processor = await createMarkdownProcessor({ smartypants: true })
  for (const heading of headings) {
    const { metadata } = await processor.render(`## ${heading}`)
    const [node] = parseMdx(`## ${heading}`).children
    expect(slugOf(headingText(node as Heading)), heading).toBe(metadata.headings[0].slug)
  }
})

describe('readReferences', () => {
  test.each([
    ['[{ "id": "a", }]', ':1:13: comma too many: nothing follows it before }; take it away'],
    ['{}', ':1:1: no list: it begins with {; write [ and one object for each reference'],
    [
      '[\n  { "id": "a", "short": "A", "authors": "A" }]',
      ':2:3: reference without title: {"id":"a"',
    ],
    [
      '[{ "id": "a", "short": "A", "authors": "A", "title": "T" },\n{ "id": "a", "short": "A", "authors": "A", "title": "T" }]',
      ':2:9: reference listed twice: a; it is also on line 1: keep one',
    ],
  ])('a mistake in the list of references is reported at its place: %j', (text, message) => {
    expect(() => readReferences(join(root, write('list.json', text)))).toThrow(message)
  })
})

describe('the table of components', () => {
  const index = readFileSync('packages/notebook/src/components/index.ts', 'utf8')
  const exported = [...index.matchAll(/^import (\w+) from '\.\/\1\.astro'$/gm)].map(
    ([, name]) => name,
  )

  test('the table lists exactly the components that a page can use', () => {
    expect(exported.length).toBeGreaterThan(20)
    expect(
      Object.keys(componentTable)
        .filter((it) => !['Entries', 'Symbols'].includes(it))
        .sort(),
    ).toEqual(exported.sort())
  })
  // What the engine rewrites takes other attributes than authors write.
  test.each([
    'Cite',
    'References',
    'Exercise',
    'Fold',
    'Predict',
    'MarginNote',
    'Remember',
    'SideBySide',
    'SpotTheError',
  ] as const)('<%s> takes the attributes that the table lists', (name) => {
    const props =
      /interface Props \{([^}]*)\}/.exec(
        readFileSync(`packages/notebook/src/components/${name}.astro`, 'utf8'),
      )?.[1] ?? ''
    expect([...props.matchAll(/^ {2}(\w+)\??:/gm)].map(([, prop]) => prop).sort()).toEqual(
      Object.keys(componentTable[name].props).sort(),
    )
  })
  test('docs/chapters.md names every component that authors can write', () => {
    const guide = readFileSync('docs/chapters.md', 'utf8')
    expect(writtenNamesOf(componentTable).filter((name) => !guide.includes(`<${name}`))).toEqual([])
  })
})
