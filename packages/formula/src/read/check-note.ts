import { refuse } from '../tex/error.ts'
import type { Token } from '../tex/token.ts'

type Word = Extract<Token, { type: 'text' }>

/** Words that negate a formula beside them, or make an exception to it, wherever they are in the note. */
const NEGATION =
  /\b(unless|except(ion)?|not|no|never|neither|nor|hardly|scarcely|barely|rarely|seldom|contrary|lie|myth|refut\w*|counter-?examples?|impossible|fail(s|ed)?|false|wrong(ly)?|untrue|invalid|incorrect|cannot|contradict\w*|disprove[sd]?)\b|n['’]t\b|除非|除了|并非|不成立|不对|不真|不是|不等|不再|错误|错的|有误|为假|是假/i
/** Words that do so only when a formula follows. */
const NEGATION_OF_FORMULA = /\b(without)\b|除|非|不|无/i

/** Words that change the number before them: a factor, a unit, the base of a logarithm. */
const MEASURE =
  /^((in|to|by|of|base|the|an?)\s+)*(plus|minus|times|over|divided|multiplied|squared|cubed|percent|percentage|per|bits?|shannons?|base\s+(two|ten|sixteen)|strict(ly)?(?=\W*$)|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|tenths?|hundredths?|thousandths?|thirds?|quarters?|degrees?|radians?|half|twice|double|factorial|modulo|mod|加上?|减去?|乘以?|除以|倍|百|千|万|亿|成|度|个百分点|比特|的平方|平方|的?倍)(?![\p{L}])|^[百千万亿倍成度]|单位|^以.*计$/iu

/** Refuses words that may negate the formula beside them. */
export function checkNegation(word: Word, beside: boolean): void {
  if (!NEGATION.test(word.text) && !(beside && NEGATION_OF_FORMULA.test(word.text))) return
  refuse(
    word.span,
    'unknown word',
    word.text,
    'it may negate the formula beside it',
    'say it without a negation',
  )
}

/** Words that may follow a condition at once: 当 k ≠ i 时, “holds”. */
export const isAfterthought = (text: string): boolean =>
  /^[)）]?(时|的时候|成立|holds?)?[)）,，。.;；]*$/i.test(text.trim())

/** Refuses a note that is anything but words, or that touches the formula as if it belonged to it. */
export function checkNote({ text, span }: Word, touches: boolean): void {
  const refuseNote = (reason: string, cure: string): never =>
    refuse(span, 'formula in a remark', text || 'nothing', reason, cure)
  if (isAfterthought(text)) return
  if (!isWords(text)) {
    refuseNote(
      'it has signs, digits or single letters, which may belong to the formula',
      'close \\text before the formula, or say it in words',
    )
  }
  if (MEASURE.test(text.replaceAll(/^[\s(（]+|[\s)）]+$/g, '')))
    refuseNote('it may change the number that it follows', 'write it as a formula')
  if (touches)
    refuseNote(
      'it touches the formula, and may belong to it',
      'put \\quad before the words, or leave them out',
    )
}

/** Letters of ordinary words, with the marks that stand between words. */
export function isWords(text: string): boolean {
  const plain = text.replaceAll(/(?<=\p{L})[-–/'’](?=\p{L})/gu, '')
  if (!/^[\p{Lu}\p{Ll}\p{Lo}\p{M}\s'’‘“”"()（）《》「」,，、.。;；:：—…]*$/u.test(plain))
    return false
  const letters = plain.replaceAll(/[^\p{L}]/gu, '')
  return letters !== '' && letters === letters.normalize('NFKC') && !hasLoneLetter(plain)
}

/** `c`, `σ`: a single letter is a symbol, unless it is a word, or a label in brackets. */
const hasLoneLetter = (text: string): boolean =>
  /\p{Script=Greek}/u.test(text) ||
  [...text.matchAll(/(?<![\p{L}\p{M}'’])\p{Script=Latin}(?![\p{L}\p{M}'’])/gu)].some(
    ({ 0: letter, index }) =>
      (!/[aAI]/.test(letter) && !/^[(（].[)）]/u.test(text.slice(Math.max(0, index - 1)))) ||
      /^[aAI]$/.test(text.trim()),
  )
