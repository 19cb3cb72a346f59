/** Whether the page is a cell alone, for a frame of another site: it loads nothing before a sign of its reader. */
export const isEmbedded = document.documentElement.classList.contains('embed')
