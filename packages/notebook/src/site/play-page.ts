/** The page of the playground: its address below the book's, and the id of its cells, of which it has none. */
export const playPage = 'play'
