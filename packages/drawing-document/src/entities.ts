/** The named references a notebook is likely to use; others stay as written, as unknown ones do in HTML. */
const named = new Map(
  (
    'amp& lt< gt> quot" apos\' nbsp\u00a0 times× minus− plusmn± middot· hellip… ndash– mdash— copy© deg° ' +
    'larr← uarr↑ rarr→ darr↓ le≤ ge≥ ne≠ infin∞ sum∑ prod∏ radic√ part∂ int∫ thinsp\u2009 ensp\u2002 emsp\u2003 ' +
    'alphaα betaβ gammaγ deltaδ epsilonε etaη thetaθ lambdaλ muμ piπ rhoρ sigmaσ tauτ phiφ omegaω'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, -1), entry.slice(-1)]),
)

/** Replaces character references: `&lt;`, `&#60;` and `&#x3c;`. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|([a-z]+));?/gi, (whole, hex, decimal, name) => {
    if (name) return whole.endsWith(';') ? (named.get(name) ?? whole) : whole
    return toCharacter(hex ? parseInt(hex, 16) : +decimal)
  })
}

function toCharacter(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}
