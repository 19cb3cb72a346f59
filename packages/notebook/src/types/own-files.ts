import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import type ts from 'typescript'

/** The files of a program that are the book's own, such as its figures: neither packages nor declarations. */
export function ownFiles(program: ts.Program, root: string): ts.SourceFile[] {
  const folder = packageOf(realpathSync(resolve(root)))
  return program
    .getSourceFiles()
    .filter(({ fileName, isDeclarationFile }) => !isDeclarationFile && isOwn(fileName, folder))
}

function isOwn(file: string, folder: string): boolean {
  return !file.includes('/node_modules/') && packageOf(dirname(file)) === folder
}

function packageOf(folder: string): string {
  const up = dirname(folder)
  return up === folder || existsSync(join(folder, 'package.json')) ? folder : packageOf(up)
}

/** A file's path from the root, with slashes. */
export const pathOf = ({ fileName }: ts.SourceFile, root: string): string =>
  relative(resolve(root), fileName).replaceAll('\\', '/')

export function placeOf(file: ts.SourceFile, offset: number): { line: number; column: number } {
  const { line, character } = file.getLineAndCharacterOfPosition(offset)
  return { line: line + 1, column: character + 1 }
}
