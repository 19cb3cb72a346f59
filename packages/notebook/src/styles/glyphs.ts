/** The fonts that formulas load most, by their files: letters upright and slanted, and signs in growing sizes. */
export const subsetFonts: readonly string[] = [
  'KaTeX_Main-Regular',
  'KaTeX_Math-Italic',
  'KaTeX_Size1-Regular',
  'KaTeX_Size2-Regular',
  'KaTeX_Size3-Regular',
  'KaTeX_Size4-Regular',
]

const printable = Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n)).join('')
const greek = 'αβγδεζηθκλμνξπρστφχψωϕϵΓΔΘΛΣΦΨΩ'
const signs = '±×·⋅∑∏∫∂∇√∞∈∣∥∼≈≠≤≥≪≫∝←→↦⇒⟹⊕⊤⟨⟩…⋯−′ˉˆ˜\u00a0'
// KaTeX's stroke through what is negated, and pieces that great brackets and braces are put together of.
const pieces = '\ue020⎛⎜⎝⎞⎟⎠⎡⎢⎣⎤⎥⎦⎧⎨⎩⎪⎫⎬⎭'

/** What formulas can be written with. A test looks through all pages for any other, which is then to be added here. */
export const glyphs = printable + greek + signs + pieces
