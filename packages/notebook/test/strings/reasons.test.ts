import { describe, expect, it } from 'vitest'
import { notLoaded } from '../../src/hosts/client/stop-reason.ts'
import { en } from '../../src/strings/en.ts'
import { fill } from '../../src/strings/fill.ts'
import { languages, stringsOf } from '../../src/strings/strings.ts'

/** The places that a text leaves to be filled. */
const placesOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)}/g)].map(([, name]) => name).sort()

describe('reasons that the page gives', () => {
  it('name what could not be loaded', () => {
    const tell = (part: string): string => {
      const reason = notLoaded(part)
      return fill(en.live.stopped[reason.kind], { ...reason })
    }
    expect(tell('compile')).toMatch(/^the compiler could not be loaded/)
    expect(tell('figures')).toMatch(/^part `figures` of the library could not be loaded/)
  })

  it.each(languages)('%s has the places of the English words in each of them', (language) => {
    const { stopped, excess } = stringsOf(language).live
    for (const [kind, text] of Object.entries(en.live.stopped))
      expect(placesOf(stopped[kind as keyof typeof stopped])).toEqual(placesOf(text))
    for (const [kind, text] of Object.entries(en.live.excess))
      expect(placesOf(excess[kind as keyof typeof excess])).toEqual(placesOf(text))
  })
})
