/** What every page runs at once: small, and nothing that a page cannot be read without. */
import '../elements/index.ts'
import { isEmbedded } from '../elements/is-embedded.ts'
import { whenIdle } from '../elements/when-idle.ts'
import { offerChanges } from './changes.ts'
import { offerCode } from './code-switch.ts'
import { markCurrentSection } from './current-section.ts'
import { offerSearch } from './search.ts'
import { offerThemes } from './theme.ts'

if (isEmbedded) void import('./embed/embed.ts').then(({ startEmbed }) => startEmbed())
// Not in development: what is kept there would be in the way.
else if (import.meta.env.PROD && 'serviceWorker' in navigator) whenIdle(keepOffline)
markCurrentSection()
offerSearch()
offerThemes()
offerCode()
offerChanges()
// A link within the page leads out of the drawer.
document.getElementById('chapters')?.addEventListener('click', (event) => {
  if ((event.target as Element).closest('a')) (event.currentTarget as HTMLElement).hidePopover?.()
})

/** Where workers are refused, as by a browser's settings, the page needs its connection. */
function keepOffline(): void {
  import('../elements/offline/start.ts').then(({ startOffline }) => startOffline()).catch(() => {})
}
