#!/usr/bin/env node
// `npx @cellgraph/notebook new my-book` makes a new book that builds; within a book, `npx notebook translate
// content/zh/01-name.mdx` begins a page's translation, or brings it up to date.
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const usage = `usage: notebook new <folder>
       notebook translate <page>`
const template = fileURLToPath(new URL('../template', import.meta.url))
/** The files of the template in which the book's name stands. */
const named = ['package.json', 'src/book.ts']

function fail(message) {
  console.error(message)
  process.exit(1)
}

function makeBook(folder) {
  const target = resolve(folder)
  const name = basename(target)
  if (!/^[a-z][a-z\d]*(-[a-z\d]+)*$/.test(name))
    fail(`invalid name: ${name}; use small letters, digits and -, as in my-book`)
  if (existsSync(target) && readdirSync(target).length > 0)
    fail(`not empty: ${target}; name a folder that is empty, or is not there yet`)
  cpSync(template, target, { recursive: true })
  // npm leaves a file of the name .gitignore out of what it packs.
  renameSync(join(target, 'gitignore'), join(target, '.gitignore'))
  for (const file of named) {
    const path = join(target, file)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('my-book', name))
  }
  console.log(
    `A new book stands in ${target}. Next:\n\n  cd ${folder}\n  npm install\n  npm run dev\n`,
  )
}

async function translate(page) {
  const { translatePage } = await import('@cellgraph/notebook/check')
  try {
    console.log(translatePage(page))
  } catch (error) {
    fail(error.message)
  }
}

const [command, target, ...rest] = process.argv.slice(2)
if (!target || rest.length > 0) fail(usage)
else if (command === 'new') makeBook(target)
else if (command === 'translate') await translate(target)
else fail(usage)
