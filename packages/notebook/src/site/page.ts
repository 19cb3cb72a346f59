/** What every page runs at once: small, and nothing that a page cannot be read without. */
import '../elements/index.ts'
import { isEmbedded } from '../elements/is-embedded.ts'
import { offerChanges } from './changes.ts'
import { offerCode } from './code-switch.ts'
import { markCurrentSection } from './current-section.ts'
import { offerSearch } from './search.ts'
import { offerThemes } from './theme.ts'

if (isEmbedded) void import('./embed/embed.ts').then(({ startEmbed }) => startEmbed())
markCurrentSection()
offerSearch()
offerThemes()
offerCode()
offerChanges()
// A link within the page leads out of the drawer.
document.getElementById('chapters')?.addEventListener('click', (event) => {
  if ((event.target as Element).closest('a')) (event.currentTarget as HTMLElement).hidePopover?.()
})
