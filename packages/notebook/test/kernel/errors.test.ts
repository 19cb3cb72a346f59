import { expect, test } from 'vitest'
import { CellError, isCellError, toFailure } from '../../src/kernel/errors.ts'

test('a mistake keeps its place when it comes from another bundle, whose classes are others', async () => {
  // @ts-expect-error The query makes it a module of its own.
  const other = (await import('../../src/kernel/errors.ts?other')) as {
    CellError: typeof CellError
  }
  const error = new other.CellError('a', 'syntax: unexpected `=`', { line: 2, column: 10 })
  expect(error).not.toBeInstanceOf(CellError)
  expect(toFailure(error, 'a')).toEqual({ message: 'syntax: unexpected `=`', line: 2, column: 10 })
  expect(toFailure(error, 'b')).toMatchObject({ upstream: 'a' })
})
test('anything may be asked whether it is a mistake in a cell', () => {
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  for (const value of [null, 1, {}, new Error('no'), { name: 'CellError' }, revoked.proxy])
    expect(isCellError(value)).toBe(false)
})
