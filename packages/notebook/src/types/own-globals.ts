import { dirname } from 'node:path'
import ts from 'typescript'

/**
 * Tells the names that a book's own settings for the compiler declare everywhere, such as those of Node's types, and
 * those of declarations that stand beside its modules. The settings are read when first asked: few books need that.
 * @param root the book's folder
 */
export function ownGlobals(root: string): (name: string) => boolean {
  let known: ((name: string) => boolean) | undefined
  return (name) => (known ??= readGlobals(root))(name)
}

function readGlobals(root: string): (name: string) => boolean {
  const path = ts.findConfigFile(root, (it) => ts.sys.fileExists(it))
  if (path === undefined) return () => false
  const { config } = ts.readConfigFile(path, (it) => ts.sys.readFile(it)) as { config?: object }
  const { fileNames, options } = ts.parseJsonConfigFileContent(
    config ?? {},
    ts.sys,
    dirname(path),
    undefined,
    path,
  )
  const rootNames = fileNames.filter((it) => it.endsWith('.d.ts'))
  const checker = ts.createProgram({ rootNames, options }).getTypeChecker()
  return (name) => checker.resolveName(name, undefined, ts.SymbolFlags.All, false) !== undefined
}
