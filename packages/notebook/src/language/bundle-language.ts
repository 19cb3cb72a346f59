import { fileURLToPath } from 'node:url'
import { bundleScript, toFile, type PartFile } from '../hosts/bundle/bundle-script.ts'
import type { LibraryConfig } from '../hosts/library.ts'
import { bundleDeclarations } from './bundle-declarations.ts'

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
): Promise<LanguageBundle> {
  const [boot, service] = await Promise.all([
    bundleScript('language', undefined, `import ${here('./worker/boot.ts')}`),
    bundleScript(
      'service',
      undefined,
      `import { startService } from ${here('./worker/service.ts')}
      globalThis.startLanguageService = startService`,
    ),
  ])
  const { declarations, modules } = bundleDeclarations(library, root)
  const code = JSON.stringify(declarations)
  return {
    worker: toFile('language', 'js', boot),
    service: toFile('service', 'js', service),
    declarations: toFile('declarations', 'json', { code, modules }),
  }
}
