/** The page that is shown, without a connection, in the place of one that is not kept: its address below the book's. */
export const offlinePage = 'offline'
