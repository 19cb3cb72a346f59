import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareWeights } from '../check/compare-weights.ts'
import { findChangedPages } from './find-changed-pages.ts'
import { takePictures, widths, type Picture } from './take-pictures.ts'
import { weighFolder } from './weigh-folder.ts'

/** How many pages have their pictures taken: a change of the frame is seen on these, and changes all. */
const mostPages = 40

/**
 * Compares two built sites: writes `summary.md` (the pages that changed, and what they weigh) and `index.html`, with the
 * pictures beside each other, into a folder that is emptied first.
 * @returns the summary
 */
export async function writeReview(before: string, after: string, folder: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const changed = findChangedPages(before, after)
  const pictures = await takePictures(
    { before, after },
    changed.slice(0, mostPages),
    join(folder, 'pictures'),
  )
  const summary = [
    '## Pages that changed',
    '',
    ...summarize(changed, pictures),
    '',
    '## What they weigh, compressed',
    '',
    compareWeights(weighFolder(before), weighFolder(after)),
    '',
  ].join('\n')
  writeFileSync(join(folder, 'summary.md'), summary)
  writeFileSync(join(folder, 'index.html'), toPage(pictures))
  return summary
}

function summarize(changed: readonly string[], pictures: readonly Picture[]): string[] {
  if (changed.length === 0) return ['None.']
  const lines = changed.slice(0, mostPages).map((page) => {
    const seen = widths.filter((width) =>
      pictures.some((it) => it.page === page && it.width === width),
    )
    return `- \`/${page}\` ${tellLook(seen, pictures, page)}`
  })
  const more = changed.length - lines.length
  return more > 0 ? [...lines, `- ${more} more, of which no pictures were taken`] : lines
}

/** @param seen the widths at which the page looks different */
function tellLook(seen: readonly number[], pictures: readonly Picture[], page: string): string {
  if (seen.length === 0) return 'looks as before'
  const own = pictures.filter((it) => it.page === page)
  if (own.every((it) => it.before === undefined)) return 'is new'
  if (own.every((it) => it.after === undefined)) return 'is gone'
  return `looks different at ${seen.join(' and ')} pixels`
}

/** The pictures as a page that needs nothing but their folder. */
function toPage(pictures: readonly Picture[]): string {
  const image = (name: string | undefined): string =>
    name === undefined
      ? '<p>There is none.</p>'
      : `<img src="pictures/${name}" alt="" loading="lazy">`
  const rows = pictures.map(
    ({ page, width, before, after }) =>
      `<h2>/${page}, ${width} pixels wide</h2>
<div><figure><figcaption>before</figcaption>${image(before)}</figure>
<figure><figcaption>after</figcaption>${image(after)}</figure></div>`,
  )
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Pages that changed</title>
<style>
div { display: flex; gap: 1rem; align-items: start; }
figure { margin: 0; flex: 1; min-width: 0; }
img { max-width: 100%; border: 1px solid; }
</style>
<h1>Pages that changed</h1>
${rows.join('\n') || '<p>None looks different.</p>'}
</html>
`
}
