import { globSync, readFileSync } from 'node:fs'
import { rgb } from 'd3'

export const themes = ['light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Red, green and blue from 0 to 255, and how much of it covers what is below, from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number]

/** What style sheets declare first of each variable: what comes later is for a wish of the reader's. */
const declared = new Map<string, string>()
const tokens = ['packages/notebook/src/styles/tokens.css', 'src/styles/book.css']
for (const file of [...tokens, ...globSync('{packages/notebook/src,src}/styles/*.css')])
  for (const [, name, value] of readFileSync(file, 'utf8').matchAll(/(--[\w-]+)\s*:\s*([^;]+);/g))
    if (!declared.has(name)) declared.set(name, value.trim())

/** The variables that the style sheets declare. */
export const variables: ReadonlySet<string> = new Set(declared.keys())

/** A colour as it comes out in a theme; undefined for a notation that is not read here. */
export function readColour(text: string, theme: Theme): Colour | undefined {
  const value = text.trim()
  const [, variable] = /^var\(\s*(--[\w-]+)/.exec(value) ?? []
  if (variable !== undefined) return readColour(declared.get(variable) ?? '', theme)
  const [, ...both] = /^light-dark\((.+),\s*((?:[^,()]|\([^()]*\))+)\)$/.exec(value) ?? []
  if (both.length > 0) return readColour(both[themes.indexOf(theme)], theme)
  if (value === 'none' || value === 'transparent') return [0, 0, 0, 0]
  if (value.toLowerCase() === 'currentcolor') return readColour('var(--ink)', theme)
  const { r, g, b, opacity } = rgb(value)
  return Number.isNaN(r) ? undefined : [r, g, b, opacity]
}

/** What is seen of a colour that lies on an opaque one. */
export function over([r, g, b, alpha]: Colour, ground: Colour): Colour {
  const mix = (value: number, below: number): number => value * alpha + below * (1 - alpha)
  return [mix(r, ground[0]), mix(g, ground[1]), mix(b, ground[2]), 1]
}
