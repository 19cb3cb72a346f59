/** What a link's fragment begins with that holds changes. Ids of the page have no `=`. */
export const linkMark = '#with='
