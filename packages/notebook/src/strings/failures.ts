import { failures as en, type FailureTexts } from './failures/en.ts'
import { failures as zh } from './failures/zh.ts'
import { tell, type Message } from './message.ts'

const tables: Readonly<Record<string, FailureTexts>> = { en, zh }

/** What is told of failures in a language; English where it has no table. */
export function failuresOf(language: string | undefined): FailureTexts {
  return language !== undefined && Object.hasOwn(tables, language) ? tables[language] : en
}

/** A message as it is told to authors. */
export const tellAuthor = (message: Message): string => tell(message, en)
