/** The choices of the theme button, in its order. */
export const themes = ['system', 'light', 'dark'] as const

export type Theme = (typeof themes)[number]
