/** The book's address on its host, with a slash at its end. */
export const bookBase = import.meta.env.BASE_URL.replace(/\/?$/, '/')
