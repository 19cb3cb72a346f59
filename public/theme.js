// Runs before the page is drawn, so that a reader who chose light or dark never sees a flash of the other.
try {
  const theme = localStorage.getItem('softmax-notebook:theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is refused: the system's colours it is.
}
