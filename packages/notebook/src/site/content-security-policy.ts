/** What a page may load and run. It stands in a `<meta>` of every built page; the development server needs Vite's inline styles. */
export const contentSecurityPolicy = Object.entries({
  // Whatever is not named below is refused: media, plug-ins, fonts and pictures of other hosts.
  'default-src': "'none'",
  // The site's own files. No inline script, no eval. Pagefind's WebAssembly needs no 'wasm-unsafe-eval' here: it runs in
  // a worker loaded from a file, and such a worker takes its policy from its own response, not from the page.
  'script-src': "'self'",
  // Style sheets are files.
  'style-src': "'self'",
  // KaTeX places each symbol by a style attribute, and figures and inputs hand numbers to CSS in theirs.
  'style-src-attr': "'unsafe-inline'",
  // Figures made of pixels are data: addresses.
  'img-src': "'self' data:",
  // KaTeX's fonts.
  'font-src': "'self'",
  // The kernel's script is fetched as text, the search index as data.
  'connect-src': "'self'",
  // The web manifest.
  'manifest-src': "'self'",
  // The frame in which cells run; it is sandboxed, and has a policy of its own.
  'frame-src': "'self'",
  // Pagefind's worker.
  'worker-src': "'self'",
  // No `<base>` may bend the page's links.
  'base-uri': "'none'",
  // There is nothing to send anywhere.
  'form-action': "'none'",
})
  .map(([directive, sources]) => `${directive} ${sources}`)
  .join('; ')
