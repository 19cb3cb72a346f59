import { expect, test } from 'vitest'
import { CellError, isCellError, toFailure } from '../../src/kernel/errors.ts'

test('an error keeps its place when it comes from another bundle with classes of its own', async () => {
  // @ts-expect-error The query makes it a module of its own.
  const other = (await import('../../src/kernel/errors.ts?other')) as {
    CellError: typeof CellError
  }
  const told = { kind: 'unexpected', token: '=' } as const
  const error = new other.CellError('a', told, { line: 2, column: 10 })
  expect(error).not.toBeInstanceOf(CellError)
  expect(toFailure(error, 'a')).toEqual({ message: told, line: 2, column: 10 })
  expect(toFailure(error, 'b')).toMatchObject({ upstream: 'a' })
})
test('`isCellError` returns false for any other value, even a revoked proxy', () => {
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  for (const value of [
    null,
    1,
    {},
    new Error('no'),
    { name: 'CellError', message: '', cell: 'a' },
    revoked.proxy,
  ])
    expect(isCellError(value)).toBe(false)
})
