/** What a language may have besides chapters, without their endings: its front page, and what stands behind the last chapter, in this order. */
export const frontPage = 'index'
export const appendices: readonly string[] = ['notation', 'reference', 'bibliography', 'making']
export const otherPages: readonly string[] = [frontPage, ...appendices]
