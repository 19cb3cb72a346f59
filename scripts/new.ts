/**
 * Makes a new part of the book, with one of everything and comments that say what to change:
 *
 *     npm run new -- chapter "Title"
 *     npm run new -- exercise 04 "Title"
 *     npm run new -- figure 04 share-rings
 *     npm run new -- page "Title"
 */
import { checkWords } from './new/check-words.ts'
import { makeChapter, makeExercise, makeFigure, makePage } from './new/make.ts'

const usage = `usage: npm run new -- chapter "Title"
       npm run new -- exercise 04 "Title"
       npm run new -- figure 04 share-rings
       npm run new -- page "Title"`

const [kind, ...given] = process.argv.slice(2)
const [first = '', second = ''] = given
try {
  checkWords(kind, given)
  if (kind === 'chapter' && first) makeChapter(first)
  else if (kind === 'exercise' && second) makeExercise(first, second)
  else if (kind === 'figure' && second) makeFigure(first, second)
  else if (kind === 'page' && first) makePage(first)
  else throw new Error(usage)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
