/** Another function of a name that is taken. */
export const double = (text: string): string => text + text

export const triple = (text: string): string => text + text + text
