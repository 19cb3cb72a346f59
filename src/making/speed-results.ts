import results from '../../bench/results.json' with { type: 'json' }
import type { SpeedResults } from './speed.ts'

/** The last whole run of `npm run bench`. The compiler would give each system a type of its own keys. */
export const speedResults = results as unknown as SpeedResults
