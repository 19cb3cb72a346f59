import { parseArgs } from 'node:util'

/** For people, as JSON, or as annotations of GitHub. */
export type Format = 'text' | 'json' | 'github'

/** What a check is asked for. */
export interface CheckOptions {
  format: Format
  /** In which mistakes of pages are told. */
  language: string
  /** Pages and folders. */
  names: string[]
}

const options = {
  json: { type: 'boolean' },
  github: { type: 'boolean' },
  language: { type: 'string' },
} as const

/**
 * What a command line asks for. On GitHub's runners mistakes are annotations, unless it asks for something else.
 * @throws RangeError for an option that there is not
 */
export function readOptions(
  given: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): CheckOptions {
  const { values, positionals: names } = parseArgs({
    args: [...given],
    options,
    allowPositionals: true,
    strict: false,
  })
  const unknown = Object.keys(values).find((it) => !Object.hasOwn(options, it))
  if (unknown !== undefined)
    throw new RangeError(`unknown option: --${unknown}; there are --json, --github and --language`)
  const { json, github = env['GITHUB_ACTIONS'] === 'true', language = 'en' } = values
  if (typeof language !== 'string' || !/^[\w-]+$/.test(language))
    throw new RangeError('language without a name: write it behind, as in --language zh')
  return { format: json ? 'json' : github ? 'github' : 'text', language, names }
}

/** As `readOptions`, but ends the process, with a message and without a stack. */
export function readOptionsOrExit(given: readonly string[]): CheckOptions {
  try {
    return readOptions(given)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}
