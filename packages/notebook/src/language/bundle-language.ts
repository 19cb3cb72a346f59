import { fileURLToPath } from 'node:url'
import { bundleScript, toFile, type PartFile } from '../hosts/bundle/bundle-script.ts'
import type { Recall } from '../hosts/cache/recall-made.ts'
import type { LibraryConfig } from '../hosts/library.ts'

/** The files that types while typing are made of. */
export interface LanguageBundle {
  /** The worker's first script. */
  worker: PartFile
  /** TypeScript's language service, and what asks it. */
  service: PartFile
  declarations: PartFile
}

const here = (path: string): string => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)))

/** Makes these files, for development and build alike. */
export async function bundleLanguage(
  library: LibraryConfig,
  root: string,
  recall: Recall,
): Promise<LanguageBundle> {
  const startService = `import { startService } from ${here('./worker/service.ts')}
      globalThis.startLanguageService = startService`
  const [boot, service, { declarations, modules }] = await Promise.all([
    bundleScript({ name: 'language', entry: `import ${here('./worker/boot.ts')}` }, recall),
    // TypeScript's nine megabytes would be 2 % smaller, after twice the time.
    bundleScript({ name: 'service', entry: startService, isRewritten: false }, recall),
    recall(['declarations', library], async () => {
      // TypeScript's compiler is loaded where it has something to do.
      const { bundleDeclarations } = await import('./bundle-declarations.ts')
      const { files, ...value } = bundleDeclarations(library, root)
      return { value, files }
    }),
  ])
  const code = JSON.stringify(declarations)
  return {
    worker: toFile('language', 'js', boot),
    service: toFile('service', 'js', service),
    declarations: toFile('declarations', 'json', { code, modules }),
  }
}
