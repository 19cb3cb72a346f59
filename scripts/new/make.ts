import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Script } from 'node:vm'
import { takenAddresses } from '@cellgraph/notebook/check'
import * as numbers from 'accurate-softmax'
import { exportedNames } from './exported-names.ts'
import { readTemplate } from './templates.ts'

const content = 'content/en'
const say = (text: string): void => console.log(text)

/** A chapter behind the last one. */
export function makeChapter(title: string): void {
  const numbers = chapters().map((it) => Number(it.split('-')[0]))
  const number = String(Math.max(0, ...numbers) + 1).padStart(2, '0')
  const name = toFreeName(title, 'chapter')
  const path = `${content}/${number}-${name}.mdx`
  write(path, chapterText(title, number))
  say(`${path} is a chapter with one of everything. Next:

  npm run dev                            shows it, and tells mistakes as you save
  npm run check:chapters -- ${number}           tells everything that is wrong with it
  npm run settle                         keeps how its formulas are read, for the tests${tellDropped(title, path)}`)
}

/** The text of a new chapter. */
export function chapterText(title: string, number: string): string {
  return fill('chapter.mdx', { TITLE: toField(title), NAME: toName(title), NUMBER: number })
}

/** An exercise at the end of a chapter, before its references. */
export function makeExercise(chapter: string, title: string): void {
  const path = findChapter(chapter)
  const text = readFileSync(path, 'utf8')
  const name = toName(title)
  if (text.includes(`name=exercise-${name} `))
    throw new Error(`exercise that is there: ${name}; give the new one another title`)
  const exercise = exerciseText(title)
  const at = text.search(/^## References$/m)
  writeFileSync(
    path,
    at < 0
      ? `${text.trimEnd()}\n${exercise}`
      : `${text.slice(0, at).trimEnd()}\n${exercise}\n${text.slice(at)}`,
  )
  say(`${path} has the exercise “${title}”. Change its task, its answer and its verdict.`)
}

/** The text of a new exercise. */
export function exerciseText(title: string): string {
  const name = toName(title)
  return fill('exercise.mdx', {
    TITLE: toAttribute(title),
    NAME: name,
    IDENTIFIER: `${toIdentifier(name)}Answer`,
  })
}

/** A figure in the folder of a chapter, exported by the index, so that cells can call it. */
export function makeFigure(chapter: string, given: string): void {
  const name = toName(given)
  const folder = findChapter(chapter).replace(/^.*\/\d+-|\.mdx$/g, '')
  const path = `src/figures/${folder}/${name}.ts`
  const index = 'src/figures/index.ts'
  const identifier = toIdentifier(name)
  const exports = readFileSync(index, 'utf8')
  refuseName(identifier, exports)
  write(path, fill('figure.ts', { IDENTIFIER: identifier }))
  writeFileSync(
    index,
    `${exports.trimEnd()}\nexport { ${identifier} } from './${folder}/${name}.ts'\n`,
  )
  const cell = fill('figure-cell.mdx', { NAME: name, IDENTIFIER: identifier }).trimEnd()
  say(`${path} is a figure, and ${index} exports it. Show it in a cell of the chapter:

${cell}`)
}

/** An appendix, behind the last chapter. */
export function makePage(title: string): void {
  const name = toFreeName(title, 'page')
  const config = 'src/library/config.ts'
  const text = readFileSync(config, 'utf8')
  const [list = ''] = /appendices: \[[^\]]*/.exec(text) ?? []
  write(`${content}/${name}.mdx`, fill('page.mdx', { TITLE: toField(title) }))
  writeFileSync(config, text.replace(list, `${list}, '${name}'`))
  say(
    `${content}/${name}.mdx is a page, and ${config} lists it behind the last chapter.${tellDropped(title, `${content}/${name}.mdx`)}`,
  )
}

const chapters = (): string[] =>
  readdirSync(content)
    .filter((it) => /^\d{2,3}-.+\.mdx$/.test(it))
    .sort()

function findChapter(given: string): string {
  const found = chapters().find(
    (it) => Number(it.split('-')[0]) === Number(given) || it.replace(/^\d+-|\.mdx$/g, '') === given,
  )
  if (!found) throw new Error(`no such chapter: ${given}; there are ${chapters().join(', ')}`)
  return join(content, found)
}

/** A title as the address of a page. */
export function toName(title: string): string {
  const name = letters(title)
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '')
  if (!/^[a-z]/.test(name))
    throw new Error(
      `no address: ${title}; a title begins with a letter from a to z, since its address is made of it`,
    )
  return name
}

/** What is said of letters of a title that its address cannot have, where there are some. */
export function tellDropped(title: string, path: string): string {
  const dropped = letters(title).match(/(?![a-z])\p{L}/gu) ?? []
  if (dropped.length === 0) return ''
  return `\n\nAn address has the letters a to z only, so this one leaves out ${[...new Set(dropped)].join(' ')}: rename ${path} if another is better.`
}

/** A title in small letters, without their accents. */
const letters = (title: string): string => title.normalize('NFKD').toLowerCase()

const toIdentifier = (name: string): string =>
  name.replace(/-([a-z\d])/g, (_, letter: string) => letter.toUpperCase())

/** The address of a new page, which no other page has. */
function toFreeName(title: string, kind: 'chapter' | 'page'): string {
  const name = toName(title)
  const other = readdirSync(content).find((it) => it.replace(/^\d+-|\.mdx$/g, '') === name)
  if (other)
    throw new Error(`${kind} that is there: ${content}/${other}; give the new one another title`)
  if (takenAddresses.includes(name))
    throw new Error(
      `address that is taken: ${name}; the site has something else at /${name}/: give the ${kind} another title`,
    )
  return name
}

function refuseName(identifier: string, exports: string): void {
  if (exportedNames(exports).includes(identifier))
    throw new Error(`figure that is there: ${identifier}; give the new one another name`)
  if (Object.hasOwn(numbers, identifier))
    throw new Error(
      `name that is taken: ${identifier} is a function of the maths; give the figure another name`,
    )
  if (!isIdentifier(identifier))
    throw new Error(
      `name that is reserved: ${identifier} is a word of JavaScript; give the figure another name, such as ${identifier}-bars`,
    )
}

/** Whether code can declare the name. */
function isIdentifier(name: string): boolean {
  try {
    return new Script(`'use strict'; const ${name} = 0`) !== undefined
  } catch {
    return false
  }
}

/** A title as frontmatter has it: in quotes, where it would else be read as more than text. */
function toField(title: string): string {
  refuseMarks(title)
  const isText = /^(?!(?:true|false|null|yes|no|on|off)$)\p{L}[\p{L}\p{M}\d ,.!?&()’“”–-]*$/iu.test(
    title,
  )
  return isText ? title : JSON.stringify(title)
}

/** A title as it stands in quotes. */
function toAttribute(title: string): string {
  refuseMarks(title)
  if (/["\\]/.test(title))
    throw new Error(`signs in a title: ${title}; an exercise’s has no " and no \\: write “…”`)
  return title
}

/** Titles are plain text: what looks like Markdown or TeX would be refused by the check. */
function refuseMarks(title: string): void {
  if (/[$`\n]|\*\*|\]\(/.test(title))
    throw new Error(`signs in a title: ${title}; titles are plain text, without $, \` and **`)
}

function fill(template: string, words: Readonly<Record<string, string>>): string {
  const text = readTemplate(template).replace(/[«»]/g, '')
  return Object.entries(words).reduce((all, [word, it]) => all.replaceAll(word, it), text)
}

function write(path: string, text: string): void {
  if (existsSync(path)) throw new Error(`file that is there: ${path}; nothing was changed`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
